package org.scangate.moodle;

import java.time.Duration;
import org.scangate.scan.DataSize;
import org.scangate.scan.EntryRules;
import org.scangate.scan.access.AddressAccess;
import org.scangate.scan.access.ClientAddress;

/**
 * How this entry answers, and to whom.
 *
 * @param policy for what could not be scanned
 * @param conncheck what {@code /conncheck} says meanwhile
 * @param access who may ask
 * @param health who is told all of it
 * @param clients where a request comes from
 * @param maxFileSize larger files are refused
 * @param uploadTimeout bound on receiving one upload
 * @param rules of each upload's scan
 */
public record MoodleSettings(
    UnscannedPolicy policy,
    ConncheckPolicy conncheck,
    AccessRules access,
    AddressAccess health,
    ClientAddress clients,
    DataSize maxFileSize,
    Duration uploadTimeout,
    EntryRules rules) {}
