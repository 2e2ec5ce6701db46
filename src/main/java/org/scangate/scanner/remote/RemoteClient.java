package org.scangate.scanner.remote;

import java.net.URI;
import java.util.Optional;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Reason;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scanner.EngineClient;
import org.scangate.scanner.Weakness;

/** One engine at one URL. Each scan has a connection of its own, as each of Moodle's has. */
final class RemoteClient implements EngineClient {

  private final RemoteSettings settings;
  private final RemoteAddress address;
  private final FormPost posting;
  private volatile boolean closed;

  RemoteClient(RemoteSettings settings, URI url, DeadlineTimer deadlines) {
    this.settings = settings;
    this.address = new RemoteAddress(url, settings.tls());
    this.posting =
        new FormPost(
            address,
            settings.credentials(),
            new RemoteVerdict(engine(), settings.name()),
            deadlines);
  }

  @Override
  public String engine() {
    return "the engine at " + address;
  }

  @Override
  public String address() {
    return address.toString();
  }

  @Override
  public Said scan(Sample sample, Deadline deadline) {
    Verdict verdict = posting.scan(sample, deadline.unless(() -> closed));
    boolean stopped = closed && verdict instanceof Verdict.Unscanned;
    return Said.of(
        stopped ? new Verdict.Unscanned(Reason.UNREACHABLE, "Scangate is being stopped") : verdict);
  }

  /** The API tells none that could be relied on. */
  @Override
  public Optional<String> version(Deadline deadline) {
    return Optional.empty();
  }

  @Override
  public String remedy(Weakness weakness, DataSize limit) {
    return switch (weakness) {
      case LIMIT ->
          "To scan up to %s, raise the limits there: the engine's, its scanners', its server's (WildFly: max-post-size) and those of proxies before it"
              .formatted(settings.maxFileSize());
      case NO_ARCHIVES, ZIP -> "have its scanners look into archives there";
      case PDF, OLE2, HTML, MAIL, LARGE_HTML -> "have its scanners look into documents there";
      case END_OF_ARCHIVES ->
          "raise what its scanners read of an archive there to " + new DataSize(limit.bytes() * 4);
      case BEYOND_LIMITS -> "have its scanners report there what is beyond their limits";
      case ENCRYPTED -> "have its scanners report encrypted archives there";
    };
  }

  /** Scans in flight notice it at the next look at their deadline. */
  @Override
  public void close() {
    closed = true;
  }
}
