/**
 * What was scanned, when, by what and for whom, and what happened around it: for auditors and for
 * whoever looks into an incident.
 *
 * <p>It hears reports and changes no verdict, nor delays one: each record goes into a bounded local
 * file before its answer leaves, and from there into the database in batches, exactly once by its
 * id. What is personal in it can be told and erased. {@code config} makes it, {@code watch} and
 * {@code console} read it; JDBC, the pool and Flyway stay in here, and nothing in here knows HTTP
 * or a store.
 */
package org.scangate.journal;
