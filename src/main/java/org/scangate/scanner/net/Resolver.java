package org.scangate.scanner.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.scangate.scan.Deadline;

/** Finds a host's addresses. The JDK's own look-up has no bound, so it is made on the side. */
public final class Resolver {

  private final String host;
  private CompletableFuture<List<InetAddress>> asked;

  public Resolver(String host) {
    this.host = host;
  }

  /** In the order in which they are to be tried; at least one. */
  public List<InetAddress> addresses(Deadline deadline) throws IOException {
    if (host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || Character.isDigit(c))) {
      return List.of(InetAddress.getByName(host)); // nobody needs to be asked
    }
    CompletableFuture<List<InetAddress>> answer = ask();
    while (!deadline.passed()) {
      try {
        return answer.get(Math.max(1, deadline.nanosToNextLook()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // looks whether it is still waited for
      } catch (ExecutionException e) {
        throw new IOException("no such host: " + host, e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    throw new IOException("no answer in time from the name service for " + host);
  }

  /** One question at a time, however many wait for its answer. */
  private synchronized CompletableFuture<List<InetAddress>> ask() {
    if (asked == null || asked.isDone()) {
      CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
      Thread thread = new Thread(() -> lookUp(answer), "scangate-resolver");
      thread.setDaemon(true);
      thread.start();
      asked = answer;
    }
    return asked;
  }

  private void lookUp(CompletableFuture<List<InetAddress>> answer) {
    try {
      answer.complete(List.of(InetAddress.getAllByName(host)));
    } catch (UnknownHostException | RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }
}
