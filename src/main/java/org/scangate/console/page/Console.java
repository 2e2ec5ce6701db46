package org.scangate.console.page;

import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.scangate.console.ConsoleParts;
import org.scangate.console.access.ConsoleAccess;
import org.scangate.console.access.ConsoleSession;
import org.scangate.journal.JournalException;
import org.scangate.scan.Events;

/** All pages and acts, for who has been let in; made by the wiring. */
public final class Console {

  /** An answer, with its code. */
  record Shown(int status, Utf8ByteOutput content) {}

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final ConsoleAccess access;
  private final Map<String, ConsolePage> pages;
  private final Map<String, ConsoleAct> acts;
  private final ScanExport export;
  private final Events events;
  private final Clock clock;
  private final Supplier<String> version;

  /**
   * @param parts what it shows
   * @param version of Scangate
   */
  public Console(ConsoleAccess access, ConsoleParts parts, Clock clock, Supplier<String> version) {
    this.access = access;
    this.pages = ConsolePages.all(parts, access::people);
    this.acts = ConsoleActs.all(parts, access::endAll);
    this.export = new ScanExport(parts.api(), clock.getZone());
    this.events = parts.journal();
    this.clock = clock;
    this.version = version;
  }

  /** Logins that the realm refused, since the start. */
  public long failedLogins() {
    return access.failures();
  }

  ConsoleAccess access() {
    return access;
  }

  ScanExport export() {
    return export;
  }

  /**
   * Shows a page, or what is wrong.
   *
   * @param base the console's root, with the context's
   * @param path below it, such as {@code contents/0123…}
   * @param said what came of the last act, where somebody will see it
   */
  Shown show(
      ConsoleSession session,
      String base,
      String path,
      Map<String, List<String>> sent,
      Optional<String> said) {
    int slash = path.indexOf('/');
    String name = slash < 0 ? path : path.substring(0, slash);
    String rest = slash < 0 ? "" : path.substring(slash + 1);
    PageRequest request = request(session, base, name, rest, sent, said);
    ConsolePage page = pages.get(name);
    if (page == null) {
      return trouble(request, NOT_FOUND, "There is no such page");
    }
    try {
      return shown(OK, output -> page.show(request, output));
    } catch (ConsolePage.NotThere e) {
      return trouble(request, NOT_FOUND, e.getMessage());
    } catch (IllegalArgumentException e) {
      return trouble(request, BAD_REQUEST, e.getMessage());
    } catch (JournalException e) {
      return trouble(request, UNAVAILABLE, e.getMessage());
    }
  }

  private PageRequest request(
      ConsoleSession session,
      String base,
      String here,
      String rest,
      Map<String, List<String>> sent,
      Optional<String> said) {
    Frame frame =
        new Frame(
            base,
            "Scangate",
            here,
            session.user(),
            session.csrf(),
            session.isPersonalOpen(),
            said,
            clock.getZone(),
            clock.instant(),
            version.get());
    return new PageRequest(frame, rest, sent);
  }

  private interface Template {
    void write(HtmlTemplateOutput output) throws JournalException, ConsolePage.NotThere;
  }

  private static Shown shown(int status, Template template)
      throws JournalException, ConsolePage.NotThere {
    Utf8ByteOutput content = new Utf8ByteOutput();
    template.write(new OwaspHtmlTemplateOutput(content));
    return new Shown(status, content);
  }

  /** Within the frame, so that the way on is there. */
  Shown trouble(ConsoleSession session, String base, int status, String what) {
    return trouble(request(session, base, "act", "", Map.of(), Optional.empty()), status, what);
  }

  private static Shown trouble(PageRequest request, int status, String what) {
    Utf8ByteOutput content = new Utf8ByteOutput();
    JtetroubleGenerated.render(
        new OwaspHtmlTemplateOutput(content), null, request.titled("Not shown"), what);
    return new Shown(status, content);
  }

  /**
   * The only page for strangers.
   *
   * @param sso whether the server can log in people by itself
   */
  static Shown login(int status, String base, String to, String why, boolean sso) {
    Utf8ByteOutput content = new Utf8ByteOutput();
    JteloginGenerated.render(new OwaspHtmlTemplateOutput(content), null, base, to, why, sso);
    return new Shown(status, content);
  }

  /** What came of an act. */
  record Done(int status, String sentence) {}

  /**
   * Does something, if they may.
   *
   * @return a status other than 200: nothing was done
   */
  Done act(ConsoleSession session, String name, Map<String, List<String>> sent) {
    Optional<ConsoleAct> act = Optional.ofNullable(acts.get(name));
    if (act.isEmpty()) {
      return new Done(NOT_FOUND, "There is no such act");
    }
    if (!session.user().role().includes(act.get().role())) {
      events.event(
          "act-refused", session.user().name(), name, "it takes " + act.get().role().word());
      return new Done(FORBIDDEN, "This takes the role " + act.get().role().word());
    }
    try {
      return new Done(OK, act.get().doing().run(new Form(sent, session, clock.instant())));
    } catch (IllegalArgumentException e) {
      return new Done(BAD_REQUEST, e.getMessage());
    } catch (JournalException e) {
      return new Done(UNAVAILABLE, "Not done, or not surely: " + e.getMessage());
    }
  }
}
