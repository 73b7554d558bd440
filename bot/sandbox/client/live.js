const PATIENCE = 2000;

/**
 * Listens to what happens in the workspace on behalf of one person. The browser reconnects a broken stream by itself,
 * but gives up when the server answers with an error (it was restarted): then we try again.
 * Every (re)connection is told to `onOpen`, since events may have been missed.
 */
export function listen(address, { onEvent, onOpen, onLost }) {
  let stream = null;
  let timer = null;

  function connect() {
    stream = new EventSource(address);
    stream.onopen = onOpen;
    stream.onmessage = (message) => onEvent(JSON.parse(message.data));
    stream.onerror = () => {
      onLost();
      if (stream.readyState === EventSource.CLOSED) timer = setTimeout(connect, PATIENCE);
    };
  }

  connect();
  return () => {
    clearTimeout(timer);
    stream.close();
  };
}
