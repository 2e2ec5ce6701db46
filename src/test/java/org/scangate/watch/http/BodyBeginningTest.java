package org.scangate.watch.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow.Subscription;
import org.junit.jupiter.api.Test;

/** What is kept of an answer that ends, goes on for ever, or breaks off. */
class BodyBeginningTest {

  private boolean cancelled;

  private BodyBeginning begun(BodyBeginning body, String... parts) {
    body.onSubscribe(
        new Subscription() {
          @Override
          public void request(long count) {
            assertFalse(cancelled, "nothing is asked for any more");
          }

          @Override
          public void cancel() {
            cancelled = true;
          }
        });
    for (String one : parts) {
      body.onNext(List.of(ByteBuffer.wrap(one.getBytes(US_ASCII))));
    }
    return body;
  }

  private static String text(BodyBeginning body) {
    return body.getBody().toCompletableFuture().join();
  }

  @Test
  void oneThatEndsIsKeptWhole() {
    BodyBeginning body = begun(BodyBeginning.whole(10), "abc", "def");
    body.onComplete();
    assertEquals("abcdef", text(body));
    assertFalse(cancelled);
  }

  @Test
  void oneWithoutEndIsNotReadOnAfterTheBound() {
    BodyBeginning body = begun(BodyBeginning.whole(5), "abc", "def");
    assertTrue(cancelled);
    assertEquals("abcde", text(body));
  }

  @Test
  void oneThatBreaksOffIsAnErrorUnlessAPartCounts() {
    BodyBeginning whole = begun(BodyBeginning.whole(10), "abc");
    whole.onError(new IOException("broken"));
    assertThrows(CompletionException.class, () -> text(whole));
    BodyBeginning part = begun(BodyBeginning.orLess(10), "abc");
    part.onError(new IOException("broken"));
    assertEquals("abc", text(part));
  }
}
