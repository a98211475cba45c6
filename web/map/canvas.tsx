import { useEffect, useRef, useState } from 'preact/hooks';
import { config } from '../config.ts';
import type { Drawing, Listeners } from './drawing.ts';
import type { Scene } from './scene.ts';

/**
 * A map that shows a scene. It moves to the scene when `about` changes, and to `at` when that does. What it shows is in
 * lists beside it, too, for who cannot see it.
 */
export function Canvas({
  scene,
  about,
  at,
  label,
  ...listeners
}: { scene: Scene; about: string; at?: readonly [number, number] | undefined; label: string } & Listeners) {
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | undefined>(undefined);
  const newest = useRef({ scene, listeners });
  newest.current = { scene, listeners };
  const [problem, setProblem] = useState<string>();
  const [isThere, setThere] = useState(false);

  useEffect(() => {
    let gone = false;
    void (async () => {
      const [settings, parts] = await Promise.all([config, import('./drawing.ts')]);
      if (gone || !box.current) return;
      try {
        drawing.current = new parts.Drawing(box.current, newest.current.scene, settings, {
          onCell: (...args) => newest.current.listeners.onCell(...args),
          onDevice: (id) => newest.current.listeners.onDevice(id),
          onPlace: (position) => newest.current.listeners.onPlace?.(position),
        });
        setThere(true);
      } catch {
        setProblem('This browser cannot draw the map: it has no WebGL. The lists have the same numbers.');
      }
    })();
    return () => {
      gone = true;
      drawing.current?.remove();
      drawing.current = undefined;
    };
  }, []);

  useEffect(() => drawing.current?.draw(scene), [scene]);
  const hasSomething = scene.outlines.length > 0 || scene.markers.length > 0;
  useEffect(() => drawing.current?.fit(), [about, hasSomething, isThere]);
  useEffect(() => {
    if (at) drawing.current?.go(at);
  }, [at?.[0], at?.[1], isThere]);

  if (problem) {
    return (
      <p class="notice" role="alert">
        {problem}
      </p>
    );
  }
  return <section class="canvas" ref={box} aria-label={label} />;
}
