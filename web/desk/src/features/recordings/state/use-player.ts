// A recording in an audio element: fetched only when somebody presses play, since listening is noted.
import { useCallback, useEffect, useRef, useState } from 'react';

export interface Player {
  isPlaying: boolean;
  isLoading: boolean;
  hasFailed: boolean;
  at: number; // seconds
  speed: number;
  toggle: () => void;
  seek: (seconds: number) => void;
  setSpeed: (speed: number) => void;
}

export function usePlayer(source: string): Player {
  const audio = useRef<HTMLAudioElement | null>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [isLoading, setLoading] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const [at, setAt] = useState(0);
  const [speed, setSpeedShown] = useState(1);

  useEffect(() => {
    const element = new Audio();
    element.preload = 'none';
    element.src = source;
    audio.current = element;
    const on = (name: keyof HTMLMediaElementEventMap, act: () => void) => element.addEventListener(name, act);
    on('timeupdate', () => setAt(element.currentTime));
    on('seeked', () => setAt(element.currentTime));
    on('playing', () => {
      setPlaying(true);
      setLoading(false);
      setFailed(false);
    });
    on('waiting', () => setLoading(true));
    on('canplay', () => setLoading(false));
    on('pause', () => {
      setPlaying(false);
      setLoading(false);
    });
    on('ended', () => setPlaying(false));
    on('error', () => {
      setPlaying(false);
      setLoading(false);
      setFailed(element.error !== null);
    });
    return () => {
      element.pause();
      element.removeAttribute('src');
      audio.current = null;
    };
  }, [source]);

  const toggle = useCallback(() => {
    const element = audio.current;
    if (!element) return;
    if (!element.paused) return element.pause();
    setLoading(element.readyState < HTMLMediaElement.HAVE_FUTURE_DATA);
    if (element.error) element.load();
    element.play().catch(() => setLoading(false));
  }, []);
  const seek = useCallback((seconds: number) => {
    // Before anything was fetched this is where it will begin.
    if (audio.current) audio.current.currentTime = seconds;
    setAt(seconds);
  }, []);
  const setSpeed = useCallback((next: number) => {
    if (audio.current) audio.current.playbackRate = audio.current.defaultPlaybackRate = next;
    setSpeedShown(next);
  }, []);
  return { isPlaying, isLoading, hasFailed, at, speed, toggle, seek, setSpeed };
}
