package org.scangate.journal;

import java.util.Optional;

/**
 * Which records somebody shall be told of. Asked by who writes them into the database, in the same
 * transaction and once for each record: the answer depends on nothing but the record.
 */
@FunctionalInterface
public interface AlertRules {

  /** Tells nobody anything. */
  AlertRules NONE = record -> Optional.empty();

  /** Empty: of this one nobody is told. */
  Optional<AlertCause> of(JournalRecord record);
}
