import { ROUTES } from '../../events/routes.ts';

test('no two routes have the same method and path', () => {
  const names = Object.values(ROUTES).flatMap((routes) =>
    Object.values(routes).map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`),
  );
  expect(names.filter((name, i) => names.indexOf(name) < i)).toEqual([]);
  expect(names.length).toBeGreaterThan(15);
});
