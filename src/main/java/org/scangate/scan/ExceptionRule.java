package org.scangate.scan;

import java.util.List;
import java.util.Optional;

/**
 * What administrators decided, laid over what the scanners said. Only a content whose digest is
 * known is excepted; where it is not and one of its size is blocked, it is not clean either.
 */
final class ExceptionRule {

  private final ContentExceptions exceptions;

  ExceptionRule(ContentExceptions exceptions) {
    this.exceptions = exceptions;
  }

  boolean concern(long size) {
    return exceptions.concern(size);
  }

  /**
   * The verdict that goes out.
   *
   * @param sha256 empty: nobody was able to read it whole
   * @param answers what it was judged by
   */
  Verdict apply(Verdict judged, Optional<String> sha256, long size, List<Answer> answers) {
    if (!exceptions.concern(size)) {
      return judged;
    }
    if (sha256.isEmpty()) {
      return unknown(judged, size);
    }
    return exceptions
        .find(sha256.get(), size)
        .map(
            exception ->
                switch (exception.kind()) {
                  case ALLOWED -> allowed(judged, answers, exception);
                  case BLOCKED -> new Verdict.Infected(exception.signature());
                })
        .orElse(judged);
  }

  /**
   * Where nothing was found, each scanner must have had its say: nobody knows else what it would
   * be. What one has found is what the administrator knew; others are ended then.
   */
  private static Verdict allowed(Verdict judged, List<Answer> answers, ContentException exception) {
    boolean lifted =
        judged.fold(
            clean -> false,
            infected -> true,
            unscanned -> stays(unscanned) && answers.stream().allMatch(one -> stays(one.verdict())),
            excepted -> false);
    return lifted ? new Verdict.Excepted(judged, exception) : judged;
  }

  private static boolean stays(Verdict verdict) {
    return verdict.fold(
        clean -> true,
        infected -> true,
        unscanned -> !unscanned.reason().passes() && unscanned.reason().ofTheSample(),
        excepted -> true);
  }

  private Verdict unknown(Verdict judged, long size) {
    return judged instanceof Verdict.Clean && exceptions.block(size)
        ? new Verdict.Unscanned(
            Reason.TIMED_OUT,
            "a content of %s bytes is blocked, and this one could not be read for its digest within the time bound"
                .formatted(size))
        : judged;
  }
}
