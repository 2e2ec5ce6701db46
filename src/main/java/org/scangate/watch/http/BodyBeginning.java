package org.scangate.watch.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** The first bytes of an answer's body, as text; nobody reads on after them. */
public final class BodyBeginning implements BodySubscriber<String> {

  private final int max;
  private final boolean partCounts;
  private final CompletableFuture<String> text = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Subscription subscription;

  private BodyBeginning(int max, boolean partCounts) {
    this.max = max;
    this.partCounts = partCounts;
  }

  /** A body that breaks off before {@code max} bytes is an error. */
  public static BodyBeginning whole(int max) {
    return new BodyBeginning(max, false);
  }

  /** Of a body that breaks off what came of it: for whom the answer's code is enough. */
  public static BodyBeginning orLess(int max) {
    return new BodyBeginning(max, true);
  }

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
      byte[] some = new byte[Math.min(part.remaining(), max - bytes.size())];
      part.get(some);
      bytes.writeBytes(some);
    }
    if (bytes.size() == max) {
      subscription.cancel();
      onComplete();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onError(Throwable broken) {
    if (partCounts) {
      onComplete();
    } else {
      text.completeExceptionally(broken);
    }
  }

  @Override
  public void onComplete() {
    text.complete(bytes.toString(UTF_8));
  }
}
