package org.scangate.console.page;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.scangate.console.ConsoleParts;
import org.scangate.console.access.LoggedIn;

/** Every page, by the first part of its path. */
final class ConsolePages {

  private ConsolePages() {}

  static Map<String, ConsolePage> all(ConsoleParts parts, Supplier<List<LoggedIn>> people) {
    Map<String, ConsolePage> all = new HashMap<>();
    all.put("", new OverviewPage(parts));
    all.put("findings", new FindingsPage(parts));
    all.put("scans", new ScansPage(parts));
    all.put("contents", new ContentPage(parts));
    all.put("sweeps", new SweepsPage(parts));
    all.put("scanners", new ScannersPage(parts));
    all.put("checks", new ChecksPage(parts));
    all.put("canaries", new CanariesPage(parts));
    all.put("alerts", new AlertsPage(parts));
    all.put("acts", new ActsPage(parts, people));
    all.put("settings", new SettingsPage(parts));
    all.put("help", new HelpPage());
    return all;
  }
}
