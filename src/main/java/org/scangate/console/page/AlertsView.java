package org.scangate.console.page;

import java.util.Arrays;
import java.util.List;
import org.scangate.journal.AlertAcknowledgement;
import org.scangate.journal.AlertRecord;
import org.scangate.watch.alert.AlertRule;
import org.scangate.watch.silence.SilenceStatus;

/**
 * What the page of alerts shows.
 *
 * @param channels ways that there are
 * @param latest alerts
 * @param acknowledged in force
 */
public record AlertsView(
    List<String> channels,
    List<AlertRecord> latest,
    List<AlertAcknowledgement> acknowledged,
    List<SilenceStatus> silence) {

  public AlertsView {
    channels = List.copyOf(channels);
    latest = List.copyOf(latest);
    acknowledged = List.copyOf(acknowledged);
    silence = List.copyOf(silence);
  }

  public List<String> rules() {
    return Arrays.stream(AlertRule.values()).map(AlertRule::word).toList();
  }

  /** The class of a silence's colour. */
  public static String level(SilenceStatus status) {
    return switch (status.level()) {
      case NONE -> "ok";
      case WARNING -> "warning";
      case ERROR -> "error";
    };
  }
}
