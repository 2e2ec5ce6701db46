package org.scangate.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.scangate.container.ByteSource;
import org.scangate.container.ContainerInspector;
import org.scangate.container.ContainerKind;
import org.scangate.container.Contents;

/**
 * What "clean" is worth of a file that is packed: engines say so too of what they cannot open.
 * Encrypted is never clean, nor is a kind of container that none of the engines that said "clean"
 * was shown to open, unless the administrator accepts it.
 *
 * @param inspector {@link ContainerInspector#inspect}
 * @param turns how many look at once: a look takes memory and a processor, and known content comes
 *     to it without a scanner's slot
 */
record ContainerRule(Inspector inspector, Semaphore turns) {

  /** A look is worth this much of the time that a scan has. */
  private static final Duration MAX_LOOK = Duration.ofSeconds(2);

  private static final Set<ContainerKind> ZIPS =
      Set.copyOf(EnumSet.range(ContainerKind.ZIP, ContainerKind.ZIP_OTHER));

  /** Tells what a file is packed in. */
  interface Inspector {
    /**
     * @see ContainerInspector#inspect
     */
    Contents inspect(ByteSource file, long limit, BooleanSupplier enough) throws IOException;
  }

  /** What became of "clean", and what was seen. */
  record Judgement(Verdict verdict, Packing packing) {}

  /** An engine that said clean, and what it was shown to open then. */
  private record Opener(String scanner, Opened opened) {

    /** What lies in a zip is seen only by who opens zips too. */
    boolean opens(ContainerKind kind, boolean inZip) {
      return opened.kinds().contains(kind)
          && (!inZip || ZIPS.contains(kind) || opened.kinds().contains(ContainerKind.ZIP));
    }
  }

  /**
   * @param answers all that were given, each of them "clean"
   */
  Judgement judge(
      Sample sample, List<Answer> answers, Set<ContainerKind> accepted, Deadline deadline) {
    List<Opener> openers =
        answers.stream()
            .flatMap(
                answer ->
                    answer.opened().stream()
                        .map(opened -> new Opener(answer.engine().scanner(), opened)))
            .toList();
    if (openers.isEmpty()) { // lists of digests alone: they look into nothing, and say so
      return new Judgement(new Verdict.Clean(), Packing.NONE);
    }
    if (deadline.passed()) {
      return notInTime();
    }
    if (!hasTurn(deadline)) {
      return notInTime();
    }
    try {
      return look(sample, openers, accepted, deadline);
    } finally {
      turns.release();
    }
  }

  private boolean hasTurn(Deadline deadline) {
    try {
      return turns.tryAcquire(Math.max(0, deadline.nanosLeft()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Judgement look(
      Sample sample, List<Opener> openers, Set<ContainerKind> accepted, Deadline deadline) {
    Contents contents;
    try (ByteSource bytes = sample.bytes()) {
      Deadline look = deadline.atMost(MAX_LOOK);
      long limit = openers.stream().mapToLong(opener -> opener.opened().limit()).max().orElse(0);
      contents = inspector.inspect(bytes, limit, () -> look.passed() || bytes.spent());
    } catch (IOException | UncheckedIOException e) {
      return unscanned(Reason.REFUSED, "the file cannot be read: " + e);
    }
    if (contents.unread().isPresent() && deadline.passed()) {
      return notInTime();
    }
    Set<ContainerKind> unopened = unopened(contents.kinds(), openers);
    return new Judgement(
        verdict(contents, unopened, openers, accepted),
        new Packing(Opened.words(contents.kinds()), Opened.words(unopened), contents.unread()));
  }

  private static Judgement notInTime() {
    return unscanned(Reason.TIMED_OUT, "no time was left to look at what the file is packed in");
  }

  private static Judgement unscanned(Reason reason, String detail) {
    return new Judgement(new Verdict.Unscanned(reason, detail), Packing.NONE);
  }

  private static Set<ContainerKind> unopened(Set<ContainerKind> kinds, List<Opener> openers) {
    boolean inZip = kinds.stream().anyMatch(ZIPS::contains);
    Set<ContainerKind> unopened = EnumSet.noneOf(ContainerKind.class);
    kinds.stream()
        .filter(kind -> openers.stream().noneMatch(opener -> opener.opens(kind, inZip)))
        .forEach(unopened::add);
    return unopened;
  }

  private static Verdict verdict(
      Contents contents,
      Set<ContainerKind> unopened,
      List<Opener> openers,
      Set<ContainerKind> accepted) {
    if (contents.encrypted().isPresent()) {
      return new Verdict.Unscanned(
          Reason.ENCRYPTED,
          contents.encrypted().get() + " cannot be looked into without its password");
    }
    Set<ContainerKind> refused = EnumSet.noneOf(ContainerKind.class);
    refused.addAll(unopened);
    refused.removeAll(accepted);
    if (!refused.isEmpty()) {
      String kinds = String.join(", ", Opened.words(refused));
      return notOpened(
          openers,
          kinds,
          kinds
              + ": no scanner was shown to open it; add one that does, or accept it by"
              + " scangate.accept-unopened");
    }
    OptionalLong limit = memberLimit(contents.kinds(), openers);
    if (limit.isPresent() && contents.largestMember() > limit.getAsLong()) {
      String member = "a member of " + contents.largestMember() + " bytes";
      return notOpened(
          openers,
          member,
          member
              + " or more is in the zip, and no scanner that opens it was shown to scan more than "
              + limit.getAsLong()
              + "; raise its limits");
    }
    return new Verdict.Clean(Opened.words(unopened));
  }

  /** For good, unless one of them is still being asked what it opens. */
  private static Verdict notOpened(List<Opener> openers, String what, String forGood) {
    Optional<String> asked =
        openers.stream()
            .filter(opener -> !opener.opened().whole())
            .map(Opener::scanner)
            .distinct()
            .reduce((one, other) -> one + ", " + other);
    return asked
        .map(
            scanner ->
                new Verdict.Unscanned(
                    Reason.UNREACHABLE,
                    scanner + " is not yet proven to open " + what + "; it is being tried"))
        .orElseGet(() -> new Verdict.Unscanned(Reason.NOT_OPENED, forGood));
  }

  /**
   * The largest member that is looked into, by whatever method it is packed; empty: it is no zip,
   * or nobody opens it and it is accepted.
   */
  private static OptionalLong memberLimit(Set<ContainerKind> kinds, List<Opener> openers) {
    return kinds.stream()
        .filter(ZIPS::contains)
        .map(
            zip ->
                openers.stream()
                    .filter(opener -> opener.opens(zip, true))
                    .mapToLong(opener -> opener.opened().limit())
                    .max())
        .flatMapToLong(OptionalLong::stream)
        .min();
  }
}
