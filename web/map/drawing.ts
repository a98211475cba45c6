import type { FeatureCollection } from 'geojson';
import { type GeoJSONSource, Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import type { Config } from '../config.ts';
import { hexagons } from './cells.ts';
import { heatColor, styleOf } from './layers.ts';
import { chosenOf, fitting, marked, outline, points, type Scene } from './scene.ts';

export interface Listeners {
  onCell(cell: string | undefined, people: number | undefined): void;
  onDevice(device_id: string): void;
  /** Where the map was pressed. */
  onPlace?(position: [lng: number, lat: number]): void;
}

const PADDING = 40;

/** A map of its own in `container`. It draws what has changed since the last scene. */
export class Drawing {
  readonly #map: MapLibre;
  #scene: Scene;
  #isReady = false;
  readonly #tiles: Config['tiles'];

  constructor(container: HTMLElement, scene: Scene, { tiles }: Pick<Config, 'tiles'>, listeners: Listeners) {
    setWorkerUrl(new URL('map-worker.js', document.baseURI).href);
    this.#tiles = tiles;
    this.#scene = scene;
    this.#map = new MapLibre({
      container,
      style: styleOf(scene.theme, tiles),
      attributionControl: tiles ? {} : false,
      maxZoom: 23,
      maxPitch: 60,
      ...(fitting(scene) && { bounds: fitting(scene)!, fitBoundsOptions: { padding: PADDING } }),
    });
    this.#map.addControl(new NavigationControl({ visualizePitch: true }), 'top-left');
    this.#map.addControl(new ScaleControl(), 'bottom-left');
    this.#map.on('load', () => {
      this.#isReady = true;
      this.#drawAll();
    });
    this.#map.on('mousemove', 'heat', ({ features }) => {
      const { cell, people } = features?.[0]?.properties ?? {};
      listeners.onCell(cell, people);
    });
    this.#map.on('mouseleave', 'heat', () => listeners.onCell(undefined, undefined));
    this.#map.on('click', 'devices', ({ features }) => listeners.onDevice(features![0]!.properties.device_id));
    this.#map.on('click', ({ lngLat }) => {
      const { lng, lat } = lngLat.wrap();
      listeners.onPlace?.([lng, lat]);
    });
    for (const kind of ['mouseenter', 'mouseleave'] as const) {
      this.#map.on(kind, 'devices', () => {
        this.#map.getCanvas().style.cursor = kind === 'mouseenter' ? 'pointer' : '';
      });
    }
    // for tests and for the bench: what is drawn, asked of the map itself
    Object.assign(container, { drawing: this.#map });
  }

  draw(scene: Scene): void {
    const before = this.#scene;
    this.#scene = scene;
    if (!this.#isReady) return;
    if (scene.theme !== before.theme) {
      this.#map.setStyle(styleOf(scene.theme, this.#tiles), { diff: false });
      this.#map.once('styledata', () => this.#drawAll());
      return;
    }
    if (scene.cells !== before.cells) this.#set('heat', hexagons(scene.cells));
    if (scene.most !== before.most)
      this.#map.setPaintProperty('heat', 'fill-color', heatColor(scene.theme, scene.most));
    if (scene.mark !== before.mark) this.#set('mark', marked(scene));
    if (scene.markers !== before.markers) this.#set('devices', points(scene.markers));
    if (scene.markers !== before.markers || scene.chosen !== before.chosen)
      this.#set('chosen', points(chosenOf(scene)));
    if (scene.outlines !== before.outlines) this.#set('outline', outline(scene));
    if (scene.plan?.url !== before.plan?.url) this.#drawPlan();
  }

  /** Moves to where all of it is seen. */
  fit(): void {
    const bounds = fitting(this.#scene);
    if (bounds) this.#map.fitBounds(bounds, { padding: PADDING, maxZoom: 20, animate: !prefersStill.matches });
  }

  go(to: readonly [number, number]): void {
    this.#map.easeTo({ center: [...to], zoom: Math.max(this.#map.getZoom(), 17), animate: !prefersStill.matches });
  }

  resize(): void {
    this.#map.resize();
  }

  remove(): void {
    this.#map.remove();
  }

  #drawAll(): void {
    const scene = this.#scene;
    this.#set('outline', outline(scene));
    this.#set('heat', hexagons(scene.cells));
    this.#map.setPaintProperty('heat', 'fill-color', heatColor(scene.theme, scene.most));
    this.#set('mark', marked(scene));
    this.#set('devices', points(scene.markers));
    this.#set('chosen', points(chosenOf(scene)));
    this.#drawPlan();
  }

  #drawPlan(): void {
    const { plan } = this.#scene;
    if (this.#map.getLayer('plan')) this.#map.removeLayer('plan');
    if (this.#map.getSource('plan')) this.#map.removeSource('plan');
    if (!plan) return;
    const corners = plan.corners as [[number, number], [number, number], [number, number], [number, number]];
    this.#map.addSource('plan', { type: 'image', url: plan.url, coordinates: corners });
    this.#map.addLayer({ id: 'plan', type: 'raster', source: 'plan', paint: { 'raster-opacity': 0.7 } }, 'heat');
  }

  #set(source: string, data: FeatureCollection): void {
    void (this.#map.getSource(source) as GeoJSONSource | undefined)?.setData(data);
  }
}

const prefersStill = matchMedia('(prefers-reduced-motion: reduce)');
