const pauseMs = 150;

// While somebody types into `field`, `show` is given the list that the server makes of it; "" for none.
export function suggestInto(field: HTMLInputElement, address: string, show: (html: string) => void): void {
  let timer = 0;
  let asking: AbortController | undefined;
  const ask = async (): Promise<void> => {
    asking?.abort();
    const words = field.value.trim();
    if (words === '') return show('');
    const current = new AbortController();
    asking = current;
    const query = new URLSearchParams({ q: words, language: document.documentElement.lang });
    try {
      const reply = await fetch(`${address}?${query}`, { signal: current.signal });
      const html = reply.ok ? await reply.text() : '';
      if (asking === current) show(html);
    } catch {
      if (asking === current && !current.signal.aborted) show('');
    }
  };
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), pauseMs);
  });
}
