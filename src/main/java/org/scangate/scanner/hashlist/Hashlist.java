package org.scangate.scanner.hashlist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scangate.scan.Answer;
import org.scangate.scan.Deadline;
import org.scangate.scan.Eicar;
import org.scangate.scan.Engine;
import org.scangate.scan.Readiness;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Scanner;
import org.scangate.scan.Verdict;
import org.scangate.scanner.SignatureDate;
import org.scangate.scanner.UnscannedException;

/** Finds what is on a list of digests, and EICAR. Whatever is on no list it calls clean. */
public final class Hashlist implements Scanner {

  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final String name;
  private final ListsInForce lists;
  private final Optional<ListReloader> watch;
  private volatile boolean closed;

  /** Reads the lists in the background; until then it is not ready. Without lists it is at once. */
  public Hashlist(HashlistSettings settings) {
    this(settings, INTERVAL);
  }

  /**
   * For tests, which do not want to wait.
   *
   * @param interval from one look at the files to the next
   */
  Hashlist(HashlistSettings settings, Duration interval) {
    name = settings.name();
    lists = new ListsInForce(settings, interval, Lists::read);
    watch =
        settings.files().isEmpty()
            ? Optional.empty()
            : Optional.of(new ListReloader(name, lists::look, interval));
    watch.ifPresent(ListReloader::start);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Instant> signatures() {
    return SignatureDate.of(readiness().version());
  }

  @Override
  public Readiness readiness() {
    return closed ? Readiness.not(Reason.UNREACHABLE, "ended") : lists.state().readiness();
  }

  @Override
  public Answer scan(Sample sample, Deadline deadline) {
    ListsInForce.State state = lists.state();
    Verdict verdict =
        state
            .lists()
            .map(known -> judge(sample, known, deadline))
            .orElseGet(() -> state.readiness().obstacle().orElseThrow());
    return Answer.of(verdict, new Engine(name, "", state.readiness().version()));
  }

  private Verdict judge(Sample sample, Lists known, Deadline deadline) {
    Map<DigestKind, byte[]> digests = told(sample);
    Set<DigestKind> missing = missing(digests.keySet(), known);
    if (!missing.isEmpty() || mayBeEicar(sample)) {
      ContentDigests content;
      try {
        content = ContentDigests.read(sample, missing, () -> requireTime(deadline));
      } catch (UnscannedException e) {
        return e.verdict();
      }
      if (mayBeEicar(sample) && isEicar(content.head())) {
        return new Verdict.Infected("Eicar-Test-Signature");
      }
      digests.putAll(content.digests());
    }
    return closed ? ended().verdict() : known(digests, known);
  }

  private static Map<DigestKind, byte[]> told(Sample sample) {
    Map<DigestKind, byte[]> digests = new EnumMap<>(DigestKind.class);
    sample
        .sha256()
        .ifPresent(text -> digests.put(DigestKind.SHA256, HexFormat.of().parseHex(text)));
    return digests;
  }

  /** SHA-256 even where no list has one: what nobody has read is not clean. */
  private static Set<DigestKind> missing(Set<DigestKind> told, Lists known) {
    Set<DigestKind> missing = EnumSet.of(DigestKind.SHA256);
    missing.addAll(known.kinds());
    missing.removeAll(told);
    return missing;
  }

  private void requireTime(Deadline deadline) throws UnscannedException {
    if (closed) {
      throw ended();
    }
    if (deadline.passed()) {
      throw new UnscannedException(Reason.TIMED_OUT, "no time was left to read the whole file");
    }
  }

  private static UnscannedException ended() {
    return new UnscannedException(Reason.UNREACHABLE, "the scanner was ended");
  }

  private static Verdict known(Map<DigestKind, byte[]> digests, Lists known) {
    return digests.entrySet().stream()
        .flatMap(digest -> known.find(digest.getKey(), digest.getValue()).stream())
        .findFirst()
        .<Verdict>map(Verdict.Infected::new)
        .orElseGet(Verdict.Clean::new);
  }

  private static boolean mayBeEicar(Sample sample) {
    return sample.size() >= Eicar.SIZE && sample.size() <= ContentDigests.HEAD;
  }

  /** EICAR may be followed by white space up to 128 bytes in all, says its definition. */
  private static boolean isEicar(String content) {
    return content.startsWith(new String(Eicar.bytes(), ISO_8859_1))
        && content.chars().skip(Eicar.SIZE).allMatch(c -> " \t\r\n\u001a".indexOf(c) >= 0);
  }

  @Override
  public void probeNow() {
    watch.ifPresent(ListReloader::wake);
  }

  @Override
  public void close() {
    closed = true;
    watch.ifPresent(ListReloader::close);
  }
}
