package org.scangate.console.page;

import java.util.HashMap;
import java.util.Map;
import org.scangate.console.ConsoleParts;

/** Every page, by the first part of its path. */
final class ConsolePages {

  private ConsolePages() {}

  static Map<String, ConsolePage> all(ConsoleParts parts) {
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
    all.put("acts", new ActsPage(parts));
    all.put("settings", new SettingsPage(parts));
    all.put("help", new HelpPage());
    return all;
  }
}
