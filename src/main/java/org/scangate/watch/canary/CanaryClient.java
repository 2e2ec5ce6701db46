package org.scangate.watch.canary;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.scangate.watch.http.BodyBeginning;

/**
 * Sends the requests of one run, one after the other, and follows nobody anywhere. Closed while one
 * is on its way, it gives that one up.
 */
final class CanaryClient implements AutoCloseable {

  private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(30);

  private final CanarySettings settings;
  private final ExecutorService threads;
  private final HttpClient http;
  private CompletableFuture<HttpResponse<String>> onItsWay;
  private boolean closed;

  CanaryClient(CanarySettings settings) {
    this.settings = settings;
    threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "scangate-canary-http");
              thread.setDaemon(true);
              return thread;
            });
    Duration timeout = settings.timeout();
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout.compareTo(CONNECTS_WITHIN) < 0 ? timeout : CONNECTS_WITHIN)
            .sslContext(settings.tls())
            .executor(threads)
            .build();
  }

  /** What is sent needs no more than its way: who it is. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(settings.below(path))
        .header("User-Agent", "Scangate-Canary")
        .header("Accept", "application/json");
  }

  /**
   * Without {@code Expect: 100-continue}: before Java 20 this client waits for ever when it is told
   * no (JDK-8286171).
   */
  CanaryAnswer post(HttpRequest.Builder request, String of, CanaryForm form) throws CanaryFailure {
    return send(request.header("Content-Type", form.type()).POST(form.body()), of);
  }

  /**
   * @param of what is sent, for a sentence
   * @throws CanaryFailure when no answer comes within the bound
   */
  CanaryAnswer send(HttpRequest.Builder request, String of) throws CanaryFailure {
    CompletableFuture<HttpResponse<String>> answer = begin(request.build());
    try {
      HttpResponse<String> response =
          answer.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
      return new CanaryAnswer(
          response.statusCode(),
          response.headers().firstValue("Location").orElse(""),
          response.body());
    } catch (ExecutionException e) {
      throw ConnectionTrouble.failure(settings, of, e.getCause());
    } catch (TimeoutException e) {
      throw new CanaryFailure(
          of
              + " was not answered within "
              + settings.keys()
              + "timeout="
              + settings.timeout()
              + "; is a scanner, a proxy or the server overloaded, or is the bound too short?",
          e);
    } catch (CancellationException | InterruptedException e) {
      throw new CanaryFailure("given up: Scangate is being stopped", e);
    } finally {
      answer.cancel(true);
    }
  }

  private synchronized CompletableFuture<HttpResponse<String>> begin(HttpRequest request) {
    if (closed) {
      throw new CancellationException("closed");
    }
    onItsWay = http.sendAsync(request, response -> BodyBeginning.whole(CanaryAnswer.MAX_BODY));
    return onItsWay;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (onItsWay != null) {
      onItsWay.cancel(true);
    }
    threads.shutdown();
  }
}
