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

  const at = (x, y, width, height) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2, x, y });

  /** Return the places where a name may stand, the best first: below, above, right, left, then across the corners. */
  function around(x, y, reach, width, height) {
    const half = width / 2;
    const middle = height / 2;
    const [aside, over] = [0.72 * reach + half, 0.72 * reach + middle * 0.7];
    return [
      at(x, y + reach + middle, width, height),
      at(x, y - reach - middle, width, height),
      at(x + reach + half + 2, y, width, height),
      at(x - reach - half - 2, y, width, height),
      at(x + aside, y + over, width, height),
      at(x + aside, y - over, width, height),
      at(x - aside, y + over, width, height),
      at(x - aside, y - over, width, height),
    ];
  }

  const WAYS = [0, 180, 25, -25, 155, -155].map((degrees) => (degrees / 180) * Math.PI);

  /** Return the places on the rim of a disc: above, beneath, then to the sides, where a box lies across it. */
  function rim(x, y, reach, width, height) {
    return WAYS.map((angle) => {
      const [alongX, alongY] = [Math.sin(angle), -Math.cos(angle)];
      const out = (Math.abs(alongX) * width) / 4;
      return at(x + alongX * (reach + out), y + alongY * (reach + out), width, height);
    });
  }

  /**
   * Return which place covers least, -1 for none. A name never covers a name, nor a node greater than its own;
   * of lesser ones `mayCover`.
   */
  function fitting(spot, places, taken, { mayCover, mustStand = false, right = Infinity }) {
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

  return { grid, at, around, rim, fitting };
});
