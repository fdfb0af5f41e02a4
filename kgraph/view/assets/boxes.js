"use strict";

/** Boxes that may not overlap, and where around a place one finds room. */
kgraph.module("boxes", () => {
  const CELL = 48;
  const WIDEST = 65536;

  const overlap = (one, other) =>
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

  /** A grid of boxes that says quickly whether a place is taken. */
  function grid() {
    const cells = new Map();
    let asked = 0;

    function eachCell(box, visit) {
      for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x += 1) {
        for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y += 1) {
          if (visit(x * WIDEST + y)) return;
        }
      }
    }

    return {
      add: (box) =>
        eachCell(box, (key) => {
          const cell = cells.get(key);
          if (cell) cell.push(box);
          else cells.set(key, [box]);
        }),

      /** Return the sum of what `price` says of each box that overlaps, no further than to `limit`. */
      cost(box, price, limit) {
        let sum = 0;
        asked += 1;
        eachCell(box, (key) => {
          for (const other of cells.get(key) ?? []) {
            if (other.asked === asked || !overlap(box, other)) continue;
            other.asked = asked; // a box may lie in several cells
            sum += price(other);
            if (sum >= limit) return true;
          }
          return false;
        });
        return sum;
      },

      /** Whether nothing that `counts` overlaps. */
      isFree(box, counts = () => true) {
        return this.cost(box, (other) => Number(counts(other)), 1) === 0;
      },
    };
  }

  /** Return the places where a name may stand, the best first: below, above, right, left. */
  function around(x, y, reach, width, height) {
    const half = width / 2;
    const middle = height / 2;
    return [
      [x, y + reach + middle],
      [x, y - reach - middle],
      [x + reach + half + 2, y],
      [x - reach - half - 2, y],
    ].map(([atX, atY]) => ({ left: atX - half, right: atX + half, top: atY - middle, bottom: atY + middle, x: atX, y: atY }));
  }

  /** Return which place covers least, -1 for none. A name never covers a name, nor a node greater than its own. */
  function fitting(spot, places, taken, { mayCover, mustStand, right }) {
    const price = (other) => {
      if (other === spot) return 0;
      return !other.isNode || (other.reach > spot.reach && !mustStand) ? Infinity : 1;
    };
    let best = -1;
    let least = mayCover + 1;
    for (const [side, box] of places.entries()) {
      const isCut = (box.left < 2 && box.right > 0) || (box.right > right - 2 && box.left < right);
      const cost = isCut && !mustStand ? Infinity : taken.cost(box, price, least);
      if (cost >= least) continue;
      best = side;
      least = cost;
      if (!least) break;
    }
    return best;
  }

  return { grid, around, fitting };
});
