// Draws the charts of the report, each in the element that names it.
"use strict";
const charts = JSON.parse(document.getElementById("charts").textContent);

function tint(colour, alpha) {
  const part = (at) => parseInt(colour.slice(at, at + 2), 16);
  return `rgba(${part(1)}, ${part(3)}, ${part(5)}, ${alpha})`;
}

function seriesOf(chart, s) {
  const value = (u, v) => (v == null ? "–" : Number(v.toPrecision(4)));
  if (chart.points) {
    return { label: s.name, stroke: s.colour, value, paths: () => null, points: { show: true, size: 5, fill: s.colour, width: 0 } };
  }
  return {
    label: s.name, stroke: s.faint ? tint(s.colour, 0.25) : s.colour, value, width: s.faint ? 1 : 1.6,
    dash: s.dashed ? [6, 4] : undefined, points: { show: chart.x.length < 3 }, spanGaps: false,
  };
}

function draw(figure) {
  const chart = charts[figure.dataset.chart];
  const heading = document.createElement("h3");
  heading.textContent = chart.title;
  const place = document.createElement("div");
  place.className = "plot";
  const caption = document.createElement("figcaption");
  caption.textContent = chart.caption;
  figure.append(heading, place, caption);
  const axis = (label) => ({ label: label || undefined, labelSize: 22, font: "12px sans-serif", labelFont: "12px sans-serif", grid: { stroke: "#e7ebef", width: 1 }, ticks: { width: 1 } });
  const range = (u, low, high) => {
    const room = (high - low || Math.abs(high) || 1) * 0.04;
    return [low - room, high + room];
  };
  const size = () => ({ width: place.clientWidth, height: 300 });
  const plot = new uPlot({
    ...size(),
    scales: { x: { time: false, range: chart.points ? range : undefined }, y: { range } },
    axes: [axis(chart.x_label), axis(chart.y_label)],
    series: [{ label: chart.x_label || "x" }, ...chart.series.map((s) => seriesOf(chart, s))],
    bands: (chart.bands || []).map(([high, low]) => ({ series: [high + 1, low + 1], fill: tint(chart.series[high].colour, 0.14) })),
    focus: { alpha: 0.2 },
    cursor: { focus: { prox: chart.points ? -1 : 24 } },
    legend: { live: !chart.points },
  }, [chart.x, ...chart.series.map((s) => s.values)], place);
  const entries = place.querySelectorAll(".u-legend .u-series");
  chart.series.forEach((s, i) => { if (s.faint) entries[i + 1].remove(); });
  new ResizeObserver(() => plot.setSize(size())).observe(place);
}

document.querySelectorAll("[data-chart]").forEach(draw);
