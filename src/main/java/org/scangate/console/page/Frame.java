package org.scangate.console.page;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.scangate.console.access.ConsoleUser;
import org.scangate.console.access.Role;

/**
 * What every page has around it.
 *
 * @param base the console's root, such as {@code /scangate/console}
 * @param here the page's place in the menu, such as {@code scans}
 * @param csrf for each form
 * @param personal whether what is about persons is shown
 * @param said what came of the last act
 * @param zone in which times are shown
 * @param now to which ages are told
 * @param version of Scangate
 */
public record Frame(
    String base,
    String title,
    String here,
    ConsoleUser user,
    String csrf,
    boolean personal,
    Optional<String> said,
    ZoneId zone,
    Instant now,
    String version) {

  /** One entry of the menu. */
  public record Entry(String path, String title) {}

  private static final List<Entry> MENU =
      List.of(
          new Entry("", "Overview"),
          new Entry("findings", "Findings"),
          new Entry("scans", "Scans"),
          new Entry("sweeps", "Sweeps"),
          new Entry("scanners", "Scanners"),
          new Entry("checks", "Checks"),
          new Entry("canaries", "Canaries"),
          new Entry("alerts", "Alerts"),
          new Entry("acts", "Acts"),
          new Entry("settings", "Settings"),
          new Entry("help", "Help"));

  Frame titled(String other) {
    return new Frame(base, other, here, user, csrf, personal, said, zone, now, version);
  }

  public List<Entry> menu() {
    return MENU;
  }

  /** An address within the console. */
  public String to(String path) {
    return base + "/" + path;
  }

  public boolean isOperator() {
    return user.role().includes(Role.OPERATOR);
  }

  public boolean isAdmin() {
    return user.role().includes(Role.ADMIN);
  }

  public String time(Instant at) {
    return Show.time(at, zone);
  }

  public String age(Instant at) {
    return Show.age(at, now);
  }
}
