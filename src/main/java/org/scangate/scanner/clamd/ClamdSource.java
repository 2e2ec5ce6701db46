package org.scangate.scanner.clamd;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  public EngineClient find(Duration patience, Runnable onEnd) throws UnscannedException {
    List<String> failures = new ArrayList<>();
    for (ClamdAddress candidate : candidates) {
      try {
        ClamdEndpoint endpoint = ClamdEndpoint.of(candidate);
        ClamdSession session = ClamdSession.open(endpoint, deadlines, Deadline.in(patience), onEnd);
        return new ClamdClient(settings, instream, byPath, new ClamdProcess(endpoint, session));
      } catch (IOException e) {
        failures.add(e.getMessage());
      }
    }
    throw new UnscannedException(Reason.UNREACHABLE, String.join("; ", failures));
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
