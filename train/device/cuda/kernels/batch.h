// What lies on the device of a data set and of a batch that is made of it.
#pragma once
#include "port.h"

// The preparations of package train/skeleton/feed.
enum Preparation { ntu, ucla };

// A StoredClip is one of the data set.
struct StoredClip {
  long long at; // of its first number
  int frames, bodies;
  int shown; // frames that show one of the first bodies of a batch's clips, at least 1
  int reserved;
};

// A Rotation is a matrix by rows that turns a column of three coordinates. It rounds
// every product, as package feed does.
struct Rotation {
  double row[3][3];

  // times is the product this·q, which turns by q first.
  MEMBER Rotation times(const Rotation &q) const {
    Rotation product;
    for (int i = 0; i < 3; i++)
      for (int j = 0; j < 3; j++)
        product.row[i][j] = rounded_product(row[i][0], q.row[0][j]) + rounded_product(row[i][1], q.row[1][j]) + rounded_product(row[i][2], q.row[2][j]);
    return product;
  }

  // transposed is the inverse.
  MEMBER Rotation transposed() const {
    Rotation back;
    for (int i = 0; i < 3; i++)
      for (int j = 0; j < 3; j++) back.row[i][j] = row[j][i];
    return back;
  }
};

// A Range is what the positions of a clip span, along each coordinate.
struct Range {
  double low[3], high[3];

  MEMBER void include(int c, double least, double greatest) {
    if (least < low[c]) low[c] = least;
    if (greatest > high[c]) high[c] = greatest;
  }
};

// A View is how a batch shows a clip.
struct View {
  Rotation rotation; // the identity without one
  Range range;       // of the turned positions; of UCLA
  int start, length; // the frames that are kept; of NTU
};

static_assert(sizeof(StoredClip) == 24 && sizeof(View) == 128, "the Go package lays them out likewise");
