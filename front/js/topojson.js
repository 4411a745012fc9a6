// Reads a TopoJSON topology with one object into GeoJSON features; a shape's id becomes its property "code".

function lines({ arcs, transform: { scale, translate } }) {
  return arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => { x += dx; y += dy; return [x * scale[0] + translate[0], y * scale[1] + translate[1]]; });
  });
}

export function features(topology, within = "") {
  const arcs = lines(topology);
  const ring = (numbers) => {
    const points = numbers.flatMap((number) => {
      const line = number < 0 ? [...arcs[~number]].reverse() : arcs[number];
      return line.slice(0, -1);
    });
    return [...points, points[0]];
  };
  const [object] = Object.values(topology.objects);
  return {
    type: "FeatureCollection",
    features: object.geometries.filter(({ id }) => id.startsWith(within)).map(({ id, arcs: polygons }) => ({
      type: "Feature", properties: { code: id },
      geometry: { type: "MultiPolygon", coordinates: polygons.map((rings) => rings.map(ring)) },
    })),
  };
}
