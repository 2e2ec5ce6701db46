package org.scangate.scanner.icap;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.scangate.scan.DataSize;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Sample;
import org.scangate.scanner.EngineClient;
import org.scangate.scanner.UnscannedException;
import org.scangate.scanner.Weakness;

/** Speaks with one service of one ICAP server. */
final class IcapClient implements EngineClient {

  private static final Logger LOG = System.getLogger(IcapClient.class.getName());

  private final IcapSettings settings;
  private final URI uri;
  private final Conversations conversations;
  private final IcapScan icapScan;
  private final AtomicBoolean fewerLogged = new AtomicBoolean();
  private final LongSupplier nanoTime;
  private volatile Known known;

  /** Options as they were at {@code since}. */
  private record Known(ServiceOptions options, long since) {
    boolean fresh(long now) {
      return now - since < options.ttl().toNanos();
    }
  }

  IcapClient(IcapSettings settings, URI uri, DeadlineTimer deadlines) {
    this(settings, uri, deadlines, System::nanoTime);
  }

  /**
   * @param nanoTime by which options grow old
   */
  IcapClient(IcapSettings settings, URI uri, DeadlineTimer deadlines, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.settings = settings;
    this.uri = uri;
    this.conversations = new Conversations(settings, uri, engine(), deadlines);
    this.icapScan =
        new IcapScan(
            settings, new IcapVerdicts(engine(), settings), new IcapRequest(uri), deadlines);
  }

  @Override
  public String engine() {
    return "the ICAP server at " + uri;
  }

  @Override
  public String address() {
    return uri.toString();
  }

  @Override
  public Said scan(Sample sample, Deadline deadline) {
    try {
      Known before = known;
      ServiceOptions options =
          before != null && before.fresh(nanoTime.getAsLong()) ? before.options() : ask(deadline);
      options.requireScanning(settings, engine());
      IcapScan.Outcome outcome =
          conversations.hold(
              deadline, connection -> icapScan.scan(connection, sample, options, deadline));
      if (outcome.options().isPresent()) {
        remember(outcome.options().get());
        outcome.options().get().requireScanning(settings, engine());
      }
      return outcome.said();
    } catch (UnscannedException e) {
      return Said.of(e.verdict());
    }
  }

  @Override
  public Optional<String> version(Deadline deadline) {
    try {
      ServiceOptions options = ask(deadline);
      return Optional.of(options.version(options.istag())).filter(version -> !version.isEmpty());
    } catch (UnscannedException e) {
      return Optional.empty();
    }
  }

  private ServiceOptions ask(Deadline deadline) throws UnscannedException {
    ServiceOptions options =
        conversations.hold(
            deadline, connection -> icapScan.options(connection, new IcapExchange(connection)));
    remember(options);
    return options;
  }

  private void remember(ServiceOptions options) {
    known = new Known(options, nanoTime.getAsLong());
    int most = Math.max(1, options.most().orElse(Integer.MAX_VALUE));
    conversations.allow(most);
    int scans = options.maxConcurrentScans();
    if (scans < settings.connections() && fewerLogged.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "{0} allows {1} connections at once (Max-Connections): {2} scans beside the probes, fewer than scangate.{3}.connections={4}",
          engine(),
          Integer.toString(most),
          Integer.toString(scans),
          settings.name(),
          Integer.toString(settings.connections()));
    }
  }

  @Override
  public int maxConcurrentScans() {
    Known now = known;
    return now == null ? Integer.MAX_VALUE : now.options().maxConcurrentScans();
  }

  @Override
  public String remedy(Weakness weakness, DataSize limit) {
    return IcapRemedy.remedy(weakness, limit);
  }

  @Override
  public void close() {
    conversations.close();
  }
}
