package org.scangate.watch.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.scangate.journal.AlertRecord;
import org.scangate.scan.LogText;
import org.scangate.watch.http.BodyBeginning;

/** Posts alerts as JSON, signed, with a key by which one that comes twice is known. */
final class WebhookChannel implements AlertChannel {

  static final String NAME = "webhook";
  static final String SIGNATURE = "X-Scangate-Signature";
  static final String KEY = "Idempotency-Key";

  private static final String HMAC = "HmacSHA256";
  private static final int MAX_SHOWN = 300;
  private static final int CODES_OF_SUCCESS = 2;
  private static final int CODES_OF_REDIRECTION = 3;

  private final WebhookSettings settings;
  private final String product;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "scangate-alert-http");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpClient client;
  private volatile CompletableFuture<?> inFlight = CompletableFuture.completedFuture(null);

  WebhookChannel(WebhookSettings settings, String product) {
    this(settings, product, Optional.empty());
  }

  /**
   * The same.
   *
   * @param tls whose certificates are believed; empty: those that the JVM believes
   */
  WebhookChannel(WebhookSettings settings, String product, Optional<SSLContext> tls) {
    this.settings = settings;
    this.product = product;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout())
            .executor(executor);
    tls.ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String send(AlertRecord alert) throws AlertNotSent {
    String body = AlertText.of(alert, product).json(alert, product);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.url())
            .timeout(settings.timeout())
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "Scangate")
            .header(KEY, alert.id().toString())
            .POST(BodyPublishers.ofString(body));
    if (!settings.secret().isEmpty()) {
      request.header(SIGNATURE, "sha256=" + signature(settings.secret(), body));
    }
    HttpResponse<String> answer = answer(request.build());
    int code = answer.statusCode();
    String said = LogText.of(answer.body().strip());
    String told = "HTTP " + code + (said.isEmpty() ? "" : ": " + said);
    if (code / 100 == CODES_OF_REDIRECTION) {
      throw new AlertNotSent(
          settings
              + " answers with a redirection, which is not followed ("
              + told
              + "): set scangate.webhook.url to where it shall go");
    }
    if (code / 100 != CODES_OF_SUCCESS) {
      throw new AlertNotSent(settings + " does not take it: " + told);
    }
    return told;
  }

  private HttpResponse<String> answer(HttpRequest request) throws AlertNotSent {
    CompletableFuture<HttpResponse<String>> answering =
        client.sendAsync(request, head -> BodyBeginning.orLess(MAX_SHOWN));
    inFlight = answering;
    try {
      return answering.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw notSent("no answer within " + settings.timeout(), e);
    } catch (ExecutionException e) {
      throw notSent(why(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notSent("stopped meanwhile", e);
    } catch (RuntimeException e) { // cancelled
      throw notSent("stopped meanwhile", e);
    } finally {
      answering.cancel(true);
    }
  }

  private AlertNotSent notSent(String why, Throwable cause) {
    return new AlertNotSent(settings + ": " + why, cause);
  }

  private String why(Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return "no answer within " + settings.timeout();
    }
    if (cause instanceof ConnectException) {
      return "it cannot be reached; is its host's name right, is it running, and does the network"
          + " let us there?";
    }
    if (cause instanceof SSLException) {
      return "no TLS with it: " + LogText.of(String.valueOf(cause.getMessage()));
    }
    String words = String.valueOf(cause.getMessage());
    return cause instanceof IOException ? "the connection broke: " + LogText.of(words) : words;
  }

  /** HMAC-SHA256 in hexadecimal. */
  static String signature(String secret, String body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), HMAC));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  @Override
  public void close() {
    inFlight.cancel(true);
    executor.shutdown();
  }
}
