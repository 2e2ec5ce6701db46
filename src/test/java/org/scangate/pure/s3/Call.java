package org.scangate.pure.s3;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.scangate.testing.s3.GateRequest;

/** What a sweep asks S3 for, and what the log calls it. */
enum Call implements Predicate<GateRequest> {
  LIST("s3:ListBucket"),
  GET_TAGS("s3:GetObjectTagging"),
  GET("s3:GetObject"),
  HEAD("s3:GetObject (HEAD)"),
  PUT_TAGS("s3:PutObjectTagging");

  final String action;

  Call(String action) {
    this.action = action;
  }

  @Override
  public boolean test(GateRequest request) {
    return switch (this) {
      case LIST -> request.isList();
      case GET_TAGS -> request.isGetTags();
      case GET -> request.isGet();
      case HEAD -> request.isHead();
      case PUT_TAGS -> request.isPutTags();
    };
  }

  /** Those about keys that begin so. */
  Predicate<GateRequest> below(String prefix) {
    return and(request -> request.key().startsWith(prefix));
  }

  /** The one with this number of those about a key, from 1, and all that come later. */
  Predicate<GateRequest> from(int number, String key) {
    AtomicInteger count = new AtomicInteger();
    return below(key).and(request -> count.incrementAndGet() >= number);
  }

  /** That one alone. */
  Predicate<GateRequest> number(int number, String key) {
    AtomicInteger count = new AtomicInteger();
    return below(key).and(request -> count.incrementAndGet() == number);
  }
}
