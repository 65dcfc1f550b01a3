-- The audit trail in the database: what changed is noted by statement triggers, and chained at commit.
-- Every statement here can be run again; docs/decisions/0003-audit-chain.md says why it is built so.

-- Note entries of this transaction; the deferred trigger on kernel_auditbatch chains them when it commits.
CREATE OR REPLACE FUNCTION kernel_audit_open() RETURNS void LANGUAGE sql AS $$
    INSERT INTO kernel_auditbatch (xid, ready) VALUES (pg_current_xact_id(), false) ON CONFLICT DO NOTHING
$$;

-- The moment of an entry: the clock of the database, or the day at which a demonstration stands.
CREATE OR REPLACE FUNCTION kernel_audit_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
    SELECT coalesce(nullif(current_setting('cchc.at', true), '')::timestamptz, clock_timestamp())
$$;

-- Leave out, hide or digest columns of a row.
CREATE OR REPLACE FUNCTION kernel_audit_shape(content jsonb, hidden text[], digested text[], omitted text[])
RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(key, CASE
        WHEN value = 'null'::jsonb THEN value
        WHEN key = ANY (hidden) THEN to_jsonb('•'::text)
        WHEN key = ANY (digested)
            THEN to_jsonb('sha256:' || encode(sha256(convert_to(value #>> '{}', 'UTF8')), 'hex'))
        ELSE value END), '{}')
    FROM jsonb_each(content) WHERE key <> ALL (omitted)
$$;

-- Of a large document leave only the parts that differ from `other`, an array's parts under their places, so that
-- mending a word of a document does not copy all of it twice. (Written before the function below, which it calls.)
CREATE OR REPLACE FUNCTION kernel_audit_narrow(content jsonb, other jsonb)
RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    kind text := jsonb_typeof(content);
BEGIN
    IF kind NOT IN ('object', 'array') OR kind IS DISTINCT FROM jsonb_typeof(other)
        OR greatest(pg_column_size(content), pg_column_size(other)) < 2000
    THEN
        RETURN content;
    ELSIF kind = 'object' THEN
        RETURN kernel_audit_difference(content, other);
    ELSIF jsonb_array_length(content) <> jsonb_array_length(other) THEN
        RETURN content;
    END IF;
    RETURN (
        SELECT jsonb_object_agg(place - 1, kernel_audit_narrow(value, other -> (place - 1)::int))
        FROM jsonb_array_elements(content) WITH ORDINALITY AS listed (value, place)
        WHERE value IS DISTINCT FROM other -> (place - 1)::int
    );
END
$$;

-- Leave only the columns (or keys) whose value differs from the one in `other`.
CREATE OR REPLACE FUNCTION kernel_audit_difference(content jsonb, other jsonb)
RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(key, kernel_audit_narrow(value, other -> key)), '{}')
    FROM jsonb_each(content) WHERE value IS DISTINCT FROM other -> key
$$;

-- A row's primary key as text, its columns joined by commas.
CREATE OR REPLACE FUNCTION kernel_audit_key(content jsonb, keys text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(string_agg(content ->> key, ',' ORDER BY place), '')
    FROM unnest(keys) WITH ORDINALITY AS named (key, place)
$$;

-- The one trigger of every audited table. Arguments: columns of the primary key, hidden, digested, omitted.
CREATE OR REPLACE FUNCTION kernel_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    keys text[] := string_to_array(TG_ARGV[0], ',');
    hidden text[] := string_to_array(TG_ARGV[1], ',');
    digested text[] := string_to_array(TG_ARGV[2], ',');
    omitted text[] := string_to_array(TG_ARGV[3], ',');
    plain boolean := hidden || digested || omitted = '{}';
    single text := CASE WHEN cardinality(keys) = 1 THEN keys[1] END;
    moment timestamptz := kernel_audit_now();
    who_id bigint := nullif(current_setting('cchc.actor_id', true), '');
    who text := coalesce(current_setting('cchc.actor', true), '');
    origin text := coalesce(current_setting('cchc.source', true), '');
    asked text := coalesce(current_setting('cchc.request', true), '');
    noted bigint;
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO kernel_auditpending
            (at, actor_id, actor, source, request, table_name, row_pk, action, before, after)
        SELECT moment, who_id, who, origin, asked, TG_TABLE_NAME,
            CASE WHEN single IS NULL THEN kernel_audit_key(content, keys) ELSE content ->> single END, 'insert', NULL,
            CASE WHEN plain THEN content ELSE kernel_audit_shape(content, hidden, digested, omitted) END
        FROM (SELECT to_jsonb(fresh) AS content FROM new_rows AS fresh) AS rows;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO kernel_auditpending
            (at, actor_id, actor, source, request, table_name, row_pk, action, before, after)
        SELECT moment, who_id, who, origin, asked, TG_TABLE_NAME,
            CASE WHEN single IS NULL THEN kernel_audit_key(content, keys) ELSE content ->> single END, 'delete',
            CASE WHEN plain THEN content ELSE kernel_audit_shape(content, hidden, digested, omitted) END, NULL
        FROM (SELECT to_jsonb(gone) AS content FROM old_rows AS gone) AS rows;
    ELSIF TG_OP = 'UPDATE' THEN
        -- Both transition tables list the rows in the order in which they were changed, so a changed key pairs too.
        INSERT INTO kernel_auditpending
            (at, actor_id, actor, source, request, table_name, row_pk, action, before, after)
        SELECT moment, who_id, who, origin, asked, TG_TABLE_NAME,
            CASE WHEN single IS NULL THEN kernel_audit_key(was, keys) ELSE was ->> single END, 'update',
            CASE WHEN hidden = '{}' THEN lost ELSE kernel_audit_shape(lost, hidden, '{}', '{}') END,
            CASE WHEN hidden = '{}' THEN won ELSE kernel_audit_shape(won, hidden, '{}', '{}') END
        FROM (
            SELECT was, kernel_audit_difference(prior, present) AS lost,
                kernel_audit_difference(present, prior) AS won
            FROM (
                SELECT was, -- what is hidden must still be compared, what is digested or omitted no longer
                    CASE WHEN plain THEN was ELSE kernel_audit_shape(was, '{}', digested, omitted) END AS prior,
                    CASE WHEN plain THEN becomes ELSE kernel_audit_shape(becomes, '{}', digested, omitted) END AS present
                FROM (SELECT row_number() OVER () AS nth, to_jsonb(gone) AS was FROM old_rows AS gone) AS before_rows
                JOIN (SELECT row_number() OVER () AS nth, to_jsonb(fresh) AS becomes FROM new_rows AS fresh) AS after_rows
                USING (nth)
                WHERE was <> becomes
            ) AS compared
            WHERE prior <> present
        ) AS rows;
    ELSE
        INSERT INTO kernel_auditpending
            (at, actor_id, actor, source, request, table_name, row_pk, action, before, after)
        VALUES (moment, who_id, who, origin, asked, TG_TABLE_NAME, '', 'truncate', NULL, NULL);
    END IF;
    GET DIAGNOSTICS noted = ROW_COUNT;
    IF noted > 0 THEN
        PERFORM kernel_audit_open();
    END IF;
    RETURN NULL;
END
$$;

-- Note that someone has read personal data: whose or which (`keys`), and what and why (`content`).
CREATE OR REPLACE FUNCTION kernel_audit_read(
    who_id bigint, who text, origin text, asked text, kind text, keys text, content jsonb
) RETURNS void LANGUAGE sql AS $$
    INSERT INTO kernel_auditpending
        (at, actor_id, actor, source, request, table_name, row_pk, action, before, after)
    VALUES (kernel_audit_now(), who_id, who, origin, asked, kind, keys, 'read', NULL, content);
    SELECT kernel_audit_open();
$$;

-- One link of the chain; an aggregate over it gives the running hash.
CREATE OR REPLACE FUNCTION kernel_audit_link(previous bytea, start bytea, content text)
RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(coalesce(previous, start) || convert_to(content, 'UTF8'))
$$;
CREATE OR REPLACE AGGREGATE kernel_audit_chain(bytea, text) (SFUNC = kernel_audit_link, STYPE = bytea);

-- Chain the transaction's entries. It runs twice at commit: the first run only queues the second behind the
-- constraints of all other tables, so that nobody waits for another lock while holding the head of the chain.
CREATE OR REPLACE FUNCTION kernel_audit_seal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head kernel_audithead;
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE kernel_auditbatch SET ready = true WHERE xid = NEW.xid;
        RETURN NULL;
    END IF;
    SELECT * INTO head FROM kernel_audithead FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO kernel_audithead (id, seq, hash)
        SELECT 1, coalesce(max(seq), 0),
            coalesce((SELECT hash FROM kernel_auditentry ORDER BY seq DESC LIMIT 1), decode(repeat('00', 32), 'hex'))
        FROM kernel_auditentry ON CONFLICT DO NOTHING;
        SELECT * INTO head FROM kernel_audithead FOR UPDATE;
    END IF;
    WITH mine AS (
        DELETE FROM kernel_auditpending WHERE xid = NEW.xid RETURNING *
    ), numbered AS (
        SELECT *, head.seq + row_number() OVER (ORDER BY id) AS seq FROM mine
    ), chained AS (
        SELECT *, kernel_audit_chain(head.hash, json_build_array(
            seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor_id, actor, source, request,
            table_name, row_pk, action, before, after)::text) OVER (ORDER BY seq ROWS UNBOUNDED PRECEDING) AS hash
        FROM numbered
    ), linked AS (
        INSERT INTO kernel_auditentry
            (seq, at, actor_id, actor, source, request, table_name, row_pk, action, before, after, previous, hash)
        SELECT seq, at, actor_id, actor, source, request, table_name, row_pk, action, before, after,
            lag(hash, 1, head.hash) OVER (ORDER BY seq), hash
        FROM chained RETURNING seq, hash
    )
    SELECT seq, hash INTO head.seq, head.hash FROM linked ORDER BY seq DESC LIMIT 1;
    DELETE FROM kernel_auditbatch WHERE xid = NEW.xid;
    IF head.seq IS NOT NULL THEN
        UPDATE kernel_audithead SET seq = head.seq, hash = head.hash;
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION kernel_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE OR REPLACE TRIGGER kernel_audit_append_only BEFORE UPDATE OR DELETE ON kernel_auditentry
    FOR EACH ROW EXECUTE FUNCTION kernel_audit_refuse();
CREATE OR REPLACE TRIGGER kernel_audit_append_only BEFORE UPDATE OR DELETE ON kernel_auditroot
    FOR EACH ROW EXECUTE FUNCTION kernel_audit_refuse();
DO $$
BEGIN
    -- CREATE OR REPLACE can't be used here: the test database switches these off, and they must stay so.
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'kernel_audit_keep'
                   AND tgrelid = 'kernel_auditentry'::regclass) THEN
        CREATE TRIGGER kernel_audit_keep BEFORE TRUNCATE ON kernel_auditentry
            FOR EACH STATEMENT EXECUTE FUNCTION kernel_audit_refuse();
        CREATE TRIGGER kernel_audit_keep BEFORE TRUNCATE ON kernel_auditroot
            FOR EACH STATEMENT EXECUTE FUNCTION kernel_audit_refuse();
    END IF;
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'kernel_audit_seal'
                   AND tgrelid = 'kernel_auditbatch'::regclass) THEN
        CREATE CONSTRAINT TRIGGER kernel_audit_seal AFTER INSERT OR UPDATE ON kernel_auditbatch
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION kernel_audit_seal();
    END IF;
END
$$;
