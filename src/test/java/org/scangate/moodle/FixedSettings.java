package org.scangate.moodle;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scangate.scan.DataSize;
import org.scangate.scan.EntryRules;
import org.scangate.scan.access.AddressAccess;
import org.scangate.scan.access.ClientAddress;

/** Settings that stay as they are. */
record FixedSettings(MoodleSettings current) implements LiveSettings {

  static final EntryRules RULES = EntryRules.within(Duration.ofSeconds(20));
  static final UnscannedPolicy REPORT = new UnscannedPolicy(false, Map.of());
  static final UnscannedPolicy BLOCK = new UnscannedPolicy(true, Map.of());
  static final AccessRules ANYBODY = new AccessRules(List.of(), List.of());

  static FixedSettings of(UnscannedPolicy policy, AccessRules access, DataSize limit) {
    return of(policy, ConncheckPolicy.ASK, access, limit);
  }

  static FixedSettings of(
      UnscannedPolicy policy, ConncheckPolicy conncheck, AccessRules access, DataSize limit) {
    return new FixedSettings(
        new MoodleSettings(
            policy,
            conncheck,
            access,
            new AddressAccess(Optional.empty()),
            new ClientAddress(List.of()),
            limit,
            Duration.ofMinutes(1),
            RULES));
  }

  FixedSettings rules(EntryRules rules) {
    return new FixedSettings(
        new MoodleSettings(
            current.policy(),
            current.conncheck(),
            current.access(),
            current.health(),
            current.clients(),
            current.maxFileSize(),
            current.uploadTimeout(),
            rules));
  }

  FixedSettings uploadTimeout(Duration bound) {
    return new FixedSettings(
        new MoodleSettings(
            current.policy(),
            current.conncheck(),
            current.access(),
            current.health(),
            current.clients(),
            current.maxFileSize(),
            bound,
            current.rules()));
  }

  @Override
  public List<String> problems() {
    return List.of();
  }

  @Override
  public void refresh() {
    // they stay as they are
  }
}
