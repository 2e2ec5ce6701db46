package org.scangate.scanner.icap;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.scangate.scan.Deadline;
import org.scangate.scan.DeadlineTimer;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict;
import org.scangate.scanner.EngineClient.Said;
import org.scangate.scanner.UnscannedException;
import org.scangate.scanner.net.Connection;

/** Gives one sample to an ICAP server, on one connection. */
final class IcapScan {

  /** Of a page that nobody reads: what is longer costs more than a new connection. */
  private static final long MAX_DRAINED = 256 << 10;

  private static final Duration DRAINED_WITHIN = Duration.ofSeconds(1);

  private final IcapSettings settings;
  private final IcapVerdicts verdicts;
  private final IcapRequest requests;
  private final DeadlineTimer deadlines;

  IcapScan(
      IcapSettings settings, IcapVerdicts verdicts, IcapRequest requests, DeadlineTimer deadlines) {
    this.settings = settings;
    this.verdicts = verdicts;
    this.requests = requests;
    this.deadlines = deadlines;
  }

  /**
   * What came of it.
   *
   * @param options as the server told them after a clean answer; empty if it was not asked
   */
  record Outcome(Said said, Optional<ServiceOptions> options) {}

  Outcome scan(IcapConnection connection, Sample sample, ServiceOptions options, Deadline deadline)
      throws IOException, UnscannedException {
    IcapExchange exchange = new IcapExchange(connection);
    IcapExchange.Reply reply = exchange.send(requests.scan(settings.method(), sample), sample);
    String version = options.version(reply.head().istag());
    Optional<Verdict> decided = verdicts.of(reply);
    Verdict verdict =
        decided.isPresent() ? decided.get() : verdicts.replaced(enclosed(connection, reply));
    if (verdict instanceof Verdict.Clean) {
      return confirmed(connection, exchange, reply.head(), version);
    }
    leaveBehind(connection, reply, decided.isPresent(), deadline);
    return new Outcome(new Said(verdict, version), Optional.empty());
  }

  private static OptionalInt enclosed(IcapConnection connection, IcapExchange.Reply reply)
      throws IOException {
    Encapsulated encapsulated =
        reply.head().encapsulated().orElseThrow(() -> new TornAnswer("200 without Encapsulated"));
    return encapsulated.httpStatus(connection.readEnclosed(encapsulated.headerSize()));
  }

  /**
   * Clean counts only of a server that has taken the body to its end, whatever it said before: it
   * understands the next request, which stands behind the body. The end of a connection shows
   * nothing.
   */
  private Outcome confirmed(
      IcapConnection connection, IcapExchange exchange, IcapHead head, String version)
      throws IOException, UnscannedException {
    if (head.closes()) {
      throw new ClosingAnswer();
    }
    if (connection.arrived() == Connection.Arrived.BYTES) {
      throw new TornAnswer("more came after its answer");
    }
    ServiceOptions options = options(connection, exchange);
    boolean same = options.version(options.istag()).equals(version);
    return new Outcome(new Said(new Verdict.Clean(), same ? version : ""), Optional.of(options));
  }

  /** Asks for the options. */
  ServiceOptions options(IcapConnection connection, IcapExchange exchange)
      throws IOException, UnscannedException {
    IcapHead head = exchange.ask(requests.options());
    if (head.status() != IcapHead.OK) {
      throw verdicts.refused(head);
    }
    Optional<Encapsulated> encapsulated = head.encapsulated();
    boolean plain = encapsulated.isEmpty() || !encapsulated.get().hasBody();
    if (plain && !head.closes()) {
      connection.becomeReusable();
    }
    return ServiceOptions.of(head);
  }

  /** Reads what is left of an answer whose verdict is known, if the connection is worth it. */
  private void leaveBehind(
      IcapConnection connection,
      IcapExchange.Reply reply,
      boolean headersUnread,
      Deadline deadline) {
    IcapHead head = reply.head();
    if (!reply.whole() || head.closes() || head.status() != IcapHead.OK) {
      return;
    }
    try (DeadlineTimer.Guard guard = deadlines.guard(connection, deadline.atMost(DRAINED_WITHIN))) {
      Encapsulated encapsulated = head.encapsulated().orElseThrow(() -> new TornAnswer("no end"));
      if (headersUnread) {
        connection.readEnclosed(encapsulated.headerSize());
      }
      boolean drained = !encapsulated.hasBody() || connection.drain(MAX_DRAINED);
      if (drained && !guard.fired()) {
        connection.becomeReusable();
      }
    } catch (IOException e) {
      // The verdict stands; the connection is not used again.
    }
  }
}
