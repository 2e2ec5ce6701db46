package org.scangate.pure.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;

/**
 * Blanks the end of each request to tag an object that may be there: a service that would do it
 * answers that this is no XML, one that would not says so before. Even one that takes it as it is
 * writes the tags that are there.
 */
final class BrokenTags implements ExecutionInterceptor {

  /** The names of objects that are not there begin so. */
  static final String NOWHERE = ".scangate-check-";

  private static final String END = "</TagSet>";

  @Override
  public Optional<RequestBody> modifyHttpContent(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    if (!(context.request() instanceof PutObjectTaggingRequest tagging)
        || tagging.key().contains(NOWHERE)
        || context.requestBody().isEmpty()) {
      return context.requestBody();
    }
    String whole = text(context.requestBody().get());
    int end = Math.max(0, whole.indexOf(END));
    String blank = " ".repeat(whole.length() - end); // its length was told already
    return Optional.of(RequestBody.fromString(whole.substring(0, end) + blank));
  }

  private static String text(RequestBody body) {
    try (InputStream in = body.contentStreamProvider().newStream()) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of memory
    }
  }
}
