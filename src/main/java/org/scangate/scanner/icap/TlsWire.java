package org.scangate.scanner.icap;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * TLS over TCP. No {@code SSLSocket}: that one cannot tell without waiting whether an answer is
 * there, and its close may wait for the other side.
 */
final class TlsWire implements Wire {

  /** Records that are written at once. */
  private static final int RECORDS = 4;

  private final SocketChannel channel;
  private final SSLEngine engine;
  private final ByteBuffer received;
  private final ByteBuffer toSend;
  private final ByteBuffer plain;

  private TlsWire(SocketChannel channel, SSLEngine engine) {
    this.channel = channel;
    this.engine = engine;
    int packet = engine.getSession().getPacketBufferSize();
    this.received = ByteBuffer.allocate(packet);
    this.toSend = ByteBuffer.allocate(RECORDS * packet);
    this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).flip();
  }

  /**
   * Shakes hands, and checks certificate and host name.
   *
   * @throws SSLException when the certificate does not fit, or it is no TLS
   */
  static TlsWire over(SocketChannel channel, SSLContext context, String host, int port)
      throws IOException {
    SSLEngine engine = context.createSSLEngine(host, port);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    TlsWire wire = new TlsWire(channel, engine);
    wire.shakeHands();
    return wire;
  }

  private void shakeHands() throws IOException {
    engine.beginHandshake();
    HandshakeStatus next = settled(engine.getHandshakeStatus());
    while (next == HandshakeStatus.NEED_UNWRAP || next == HandshakeStatus.NEED_UNWRAP_AGAIN) {
      plain.clear();
      SSLEngineResult result = unwrap();
      plain.flip();
      if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
        if (channel.read(received) < 0) {
          throw new EOFException("it closed the connection during the TLS handshake");
        }
      } else if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
        throw new EOFException("it ended TLS during the handshake");
      }
      next = settled(engine.getHandshakeStatus());
    }
  }

  /** Does what the engine wants done on this side. */
  private HandshakeStatus settled(HandshakeStatus status) throws IOException {
    HandshakeStatus now = status;
    while (now == HandshakeStatus.NEED_TASK || now == HandshakeStatus.NEED_WRAP) {
      if (now == HandshakeStatus.NEED_TASK) {
        for (Runnable task = engine.getDelegatedTask();
            task != null;
            task = engine.getDelegatedTask()) {
          task.run();
        }
      } else {
        wrap(ByteBuffer.allocate(0));
        send();
      }
      now = engine.getHandshakeStatus();
    }
    return now;
  }

  private SSLEngineResult unwrap() throws SSLException {
    received.flip();
    try {
      return engine.unwrap(received, plain);
    } finally {
      received.compact();
    }
  }

  private void wrap(ByteBuffer bytes) throws IOException {
    if (engine.wrap(bytes, toSend).getStatus() == SSLEngineResult.Status.CLOSED) {
      send(); // an alert says why
      throw new IOException("TLS was ended");
    }
  }

  private void send() throws IOException {
    toSend.flip();
    while (toSend.hasRemaining()) {
      channel.write(toSend);
    }
    toSend.clear();
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      wrap(bytes);
      if (toSend.remaining() < toSend.capacity() / RECORDS || !bytes.hasRemaining()) {
        send();
      }
    }
  }

  @Override
  public int read(ByteBuffer into, boolean wait) throws IOException {
    if (!plain.hasRemaining()) {
      int n = decrypt(wait);
      if (n <= 0) {
        return n;
      }
    }
    int n = Math.min(plain.remaining(), into.remaining());
    into.put(plain.slice(plain.position(), n));
    plain.position(plain.position() + n);
    return n;
  }

  /** A record may hold no content, such as a ticket of TLS 1.3: then there is no answer yet. */
  private int decrypt(boolean wait) throws IOException {
    plain.clear();
    try {
      while (true) {
        SSLEngineResult result = unwrap();
        settled(result.getHandshakeStatus());
        if (result.bytesProduced() > 0) {
          return result.bytesProduced();
        }
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
          return -1;
        }
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
          int n = Wire.read(channel, received, wait);
          if (n <= 0) {
            return n;
          }
        }
      }
    } finally {
      plain.flip();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
