package org.scangate.scanner.clamd;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Reason;
import org.scangate.scanner.EngineClient;
import org.scangate.scanner.EngineSource;
import org.scangate.scanner.UnscannedException;

/** Finds the clamd at the first of its addresses that answers. */
final class ClamdSource implements EngineSource {

  private final ClamdSettings settings;
  private final List<ClamdAddress> candidates;
  private final DeadlineTimer deadlines;
  private final Instream instream;
  private final ByPath byPath;

  /**
   * @param candidates the first that answers is taken
   */
  ClamdSource(ClamdSettings settings, List<ClamdAddress> candidates, DeadlineTimer deadlines) {
    this.settings = settings;
    this.candidates = candidates;
    this.deadlines = deadlines;
    this.instream = new Instream(deadlines);
    this.byPath = new ByPath(settings.name(), deadlines);
  }

  @Override
  public String engine() {
    return "clamd";
  }

  @Override
  public String address() {
    return candidates.size() == 1 ? candidates.get(0).text() : "";
  }

  @Override
  public EngineClient find(Duration patience, Runnable onEnd) throws UnscannedException {
    List<String> failures = new ArrayList<>();
    for (ClamdAddress candidate : candidates) {
      try {
        for (ClamdEndpoint endpoint : ClamdEndpoint.of(candidate)) {
          Optional<ClamdSession> session = opened(endpoint, patience, onEnd, failures);
          if (session.isPresent()) {
            ClamdProcess process = new ClamdProcess(endpoint, session.get());
            return new ClamdClient(settings, instream, byPath, process);
          }
        }
      } catch (IOException e) {
        failures.add(e.getMessage());
      }
    }
    throw new UnscannedException(Reason.UNREACHABLE, String.join("; ", failures));
  }

  private Optional<ClamdSession> opened(
      ClamdEndpoint endpoint, Duration patience, Runnable onEnd, List<String> failures) {
    try {
      return Optional.of(ClamdSession.open(endpoint, deadlines, Deadline.in(patience), onEnd));
    } catch (IOException e) {
      if (!failures.contains(e.getMessage())) { // of each address of a name the same
        failures.add(e.getMessage());
      }
      return Optional.empty();
    }
  }

  @Override
  public void release(EngineClient found) {
    found.close();
  }

  @Override
  public void close() {
    byPath.end();
  }
}
