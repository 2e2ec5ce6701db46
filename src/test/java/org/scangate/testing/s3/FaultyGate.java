package org.scangate.testing.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Stands between a client and an {@link S3Server}, sees each request, and fails as S3 does where a
 * test says so. Bodies stream through; the Host header stays, so that signatures hold. What it was
 * told holds for one request unless a number of times is given.
 */
public final class FaultyGate implements AutoCloseable {
  /** As a number of times. */
  public static final int ALWAYS = Integer.MAX_VALUE;

  private final ServerSocket listening;
  private final int port;
  private final GateRules rules = new GateRules();
  private final Collection<GateRequest> requests = new ConcurrentLinkedQueue<>();
  private final Set<GateConnection> open = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private FaultyGate(int port) throws IOException {
    this.port = port;
    this.listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  }

  /** A gate that passes everything on. */
  public static FaultyGate before(S3Server server) {
    return before(server.endpoint());
  }

  /**
   * The same before any HTTP server on loopback, a queue's for one.
   *
   * @param server without a path
   */
  public static FaultyGate before(URI server) {
    try {
      FaultyGate gate = new FaultyGate(server.getPort());
      daemon(gate::accept);
      return gate;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** Answers 503 SlowDown. */
  public void slowDown(Predicate<GateRequest> which, int times) {
    refuse(which, 503, "SlowDown", times);
  }

  /** Answers 403 AccessDenied, once. */
  public void deny(Predicate<GateRequest> which) {
    deny(which, 1);
  }

  public void deny(Predicate<GateRequest> which, int times) {
    refuse(which, 403, "AccessDenied", times);
  }

  /** Answers any other error; without a code, as what is no S3 server does, without a body. */
  public void refuse(Predicate<GateRequest> which, int status, String code, int times) {
    String error =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Error><Code>%s</Code><Message>by the gate</Message><RequestId>gate</RequestId></Error>\
        """
            .formatted(code);
    rules.add(which, times, new GateRules.Answer(status, code, code.isEmpty() ? "" : error));
  }

  /** Answers with this XML, always: the server is not asked. */
  public void answer(Predicate<GateRequest> which, String body) {
    rules.add(which, ALWAYS, new GateRules.Answer(200, "OK", body));
  }

  /** Lets the server do what it is asked for, and ends the client's connection without a word. */
  public void hangUp(Predicate<GateRequest> which, int times) {
    rules.add(which, times, new GateRules.Cut(GateRules.Cut.BEFORE_THE_HEAD));
  }

  /** Ends the client's connection after so many bytes of the response's body. */
  public void cutAfter(Predicate<GateRequest> which, long bytes, int times) {
    rules.add(which, times, new GateRules.Cut(bytes));
  }

  /** Runs just before the request is passed on, once. */
  public void before(Predicate<GateRequest> which, Runnable work) {
    before(which, work, 1);
  }

  public void before(Predicate<GateRequest> which, Runnable work, int times) {
    rules.add(which, times, new GateRules.Before(work));
  }

  /** Runs when the whole response is there but none of it handed to the client, once. */
  public void after(Predicate<GateRequest> which, Runnable work) {
    after(which, work, 1);
  }

  public void after(Predicate<GateRequest> which, Runnable work, int times) {
    rules.add(which, times, new GateRules.After(work));
  }

  /** All that came, in their order, those refused included. */
  public List<GateRequest> requests() {
    return List.copyOf(requests);
  }

  public long count(Predicate<GateRequest> which) {
    return requests.stream().filter(which).count();
  }

  /** Forgets the requests and what it was told. */
  public void clear() {
    requests.clear();
    rules.clear();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        daemon(() -> relay(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void relay(Socket client) {
    try (client;
        GateConnection connection = new GateConnection(rules, requests::add, client, port)) {
      open.add(connection);
      try {
        connection.run();
      } finally {
        open.remove(connection);
      }
    } catch (IOException e) {
      // one of the two is gone: so is, for the other, this connection
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  /**
   * @throws IllegalStateException when something that a test let it run has failed
   */
  @Override
  public void close() {
    try {
      listening.close();
      for (GateConnection connection : open) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (failure.get() != null) {
      throw new IllegalStateException("in the gate", failure.get());
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "faulty-gate");
    thread.setDaemon(true);
    thread.start();
  }
}
