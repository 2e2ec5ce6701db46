package org.scangate.watch.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** The first bytes of an answer's body, as text; nobody reads on after them. */
final class AnswerBeginning implements BodySubscriber<String> {

  private static final int MAX_BYTES = 300;

  private final CompletableFuture<String> text = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Subscription subscription;

  @Override
  public CompletionStage<String> getBody() {
    return text;
  }

  @Override
  public void onSubscribe(Subscription to) {
    subscription = to;
    to.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      byte[] some = new byte[Math.min(part.remaining(), MAX_BYTES - bytes.size())];
      part.get(some);
      bytes.writeBytes(some);
    }
    if (bytes.size() >= MAX_BYTES) {
      subscription.cancel();
      onComplete();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onError(Throwable broken) {
    onComplete(); // the answer's code is known
  }

  @Override
  public void onComplete() {
    text.complete(bytes.toString(UTF_8));
  }
}
