#!/bin/bash
# Compiles the development in the order of _CoqProject and prints on what every
# theorem rests.
#
#   build.sh [--quick] [FOLDER]    compiles in FOLDER (default: _build beside this script)
#
# --quick asks once a file, for all its theorems together: the same verdict in a
# third of the time.
#
# Exits 1 if a file leaves a proof open or assumes something of its own, if a file
# does not compile, or if a theorem rests on more than the axioms of Coq's reals
# (in Numbers.v: and Coq's primitive integers and floats); 3 if Coq is missing.
set -euo pipefail

quick=
if [ "${1:-}" = --quick ]; then quick=yes; shift; fi
here=$(cd "$(dirname "$0")" && pwd)
build=${1:-$here/_build}
build=$(mkdir -p "$build" && cd "$build" && pwd)
command -v coqc >/dev/null || { echo "build.sh: coqc not found; install coq and libcoq-interval" >&2; exit 3; }

mapfile -t files < <(grep '\.v$' "$here/_CoqProject")
for file in "$here"/*.v; do
  grep -qx "$(basename "$file")" "$here/_CoqProject" || { echo "build.sh: _CoqProject lacks $(basename "$file")" >&2; exit 1; }
done
if (cd "$here" && grep -nwE 'Admitted|Axioms?|Parameters?|Conjectures?|admit|Abort' "${files[@]}"); then
  echo "build.sh: open proof or own assumption above" >&2
  exit 1
fi

cd "$build"
rm -f ./*.vo Assumptions_*
cp "${files[@]/#/$here/}" .
start=$SECONDS
for file in "${files[@]}"; do
  coqc -q -Q . AEED "$file"
done
echo "compiled ${#files[@]} files in $((SECONDS - start)) s"

# theorems FILE: the full names of the theorems and corollaries stated there.
theorems() {
  sed -nE "s/^(Theorem|Corollary) ([A-Za-z0-9_']+).*/AEED.${1%.v}.\2/p" "$1"
}

# One program a file prints the assumptions of its theorems.  Numbers.v is always
# asked once: a theorem there takes many seconds.
for file in "${files[@]}"; do
  mapfile -t names < <(theorems "$file")
  [ ${#names[@]} -gt 0 ] || { : > "Assumptions_$file"; continue; }
  {
    echo "From AEED Require ${file%.v}."
    if [ "$quick" ] || [ "$file" = Numbers.v ]; then
      echo "Definition together := ($(IFS=,; echo "${names[*]}"))."
      echo "Goal True. idtac \"== $(IFS=,; echo "${names[*]}")\". exact I. Qed."
      echo "Print Assumptions together."
    else
      for name in "${names[@]}"; do
        echo "Goal True. idtac \"== $name\". exact I. Qed."
        echo "Print Assumptions $name."
      done
    fi
  } > "Assumptions_$file"
done
printf '%s\n' "${files[@]%.v}" |
  xargs -P "$(nproc)" -I{} sh -c 'coqc -q -Q . AEED Assumptions_{}.v > Assumptions_{}.txt'

reals='ClassicalDedekindReals\.sig_not_dec|ClassicalDedekindReals\.sig_forall_dec|FunctionalExtensionality\.functional_extensionality_dep|Classical_Prop\.classic'
primitives='(PrimInt63|PrimFloat|Uint63|FloatAxioms)\.[A-Za-z0-9_]+'

# check ALLOWED: reads printed assumptions, prints a line a theorem, and fails on a
# name that ALLOWED does not match.
check() {
  awk -v allowed="^($1)\$" '
    function flush() {
      if (primitives) list = list ", and " primitives " primitives of Coq"
      if (theorem) { gsub(/,/, " ", theorem); print theorem ": " (list ? list : "nothing") }
    }
    /^== /     { flush(); theorem = $2; list = ""; primitives = 0; next }
    /^Axioms:/ || /^Closed under the global context/ { next }
    /^[^ ]/    { if ($1 !~ allowed) { print "build.sh: " theorem " rests on " $1 > "/dev/stderr"; bad = 1 }
                 if ($1 ~ /^(Prim|Uint63|FloatAxioms)/) { primitives++; next }
                 list = list (list ? ", " : "") $1 }
    END        { flush(); exit bad }' | sed -E 's/(ClassicalDedekindReals|FunctionalExtensionality|Classical_Prop)\.//g'
}

total=0
for file in "${files[@]}"; do
  allowed=$reals
  [ "$file" = Numbers.v ] && allowed="$reals|$primitives"
  check "$allowed" < "Assumptions_${file%.v}.txt"
  total=$((total + $(theorems "$file" | wc -l)))
done
echo "checked $total theorems in $((SECONDS - start)) s"
