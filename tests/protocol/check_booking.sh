#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Tries every order of events of the booking protocol; then the same with one thing left out at a
# time, where a fault must be found.
set -euo pipefail
model=$(cd "$(dirname "$0")" && pwd)/booking.pml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

errors_with() {
  spin -a "$@" "$model" >/dev/null
  cc -O2 -w -DSAFETY -DCOLLAPSE -DMEMLIM=1500 -o pan pan.c
  ./pan -m200000 >out
  grep -q 'max search depth too small' out && { echo "search cut short"; exit 1; }
  sed -n 's/.*errors: \([0-9]*\)$/\1/p' out
}

[[ $(errors_with) == 0 ]] || { echo "the protocol breaks its promise"; cat out; exit 1; }
grep -E 'states, stored|unreached' out | head -3
for gap in NO_MASK EARLY_ANSWER NO_KEY; do
  [[ $(errors_with -D$gap) != 0 ]] || { echo "$gap is not noticed: the model has no teeth"; exit 1; }
  echo "$gap: noticed"
done
