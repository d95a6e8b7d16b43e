/// The printers' queues: what waits where, how far each job has come, and what came of each label.
///
/// A migration's text is never changed once a hub may have run it.
enum PrintSchema {
    /// Jobs with their turn, their batch and their labels counted; in place of the first table.
    static let queue = """
        ALTER TABLE printer ADD COLUMN paused_at INTEGER;
        CREATE TABLE print_batch (
            id BLOB PRIMARY KEY, printer TEXT NOT NULL, digest BLOB NOT NULL CHECK (length(digest) = 32),
            jobs INTEGER NOT NULL CHECK (jobs > 0), labels INTEGER NOT NULL CHECK (labels >= jobs),
            made_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE queued_job (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, printer TEXT NOT NULL,
            first_printer TEXT NOT NULL, turn INTEGER NOT NULL, batch BLOB, reprint_of BLOB,
            request TEXT NOT NULL,
            copies INTEGER NOT NULL CHECK (copies > 0), code TEXT,
            state TEXT NOT NULL
                CHECK (state IN ('queued', 'printing', 'printed', 'unknown', 'failed', 'cancelled')),
            reason TEXT, labels_sent INTEGER NOT NULL DEFAULT 0, labels_out INTEGER NOT NULL DEFAULT 0,
            bytes_sent INTEGER NOT NULL DEFAULT 0, made_at INTEGER NOT NULL,
            waiting_since INTEGER NOT NULL, ended_at INTEGER,
            CHECK (0 <= labels_out AND labels_out <= labels_sent AND labels_sent <= copies),
            CHECK (state <> 'printed' OR labels_out = copies),
            CHECK ((ended_at IS NULL) = (state IN ('queued', 'printing')))
        ) STRICT;
        INSERT INTO queued_job (number, id, printer, first_printer, turn, request, copies, code,
            state, reason, labels_sent, labels_out, bytes_sent, made_at, waiting_since, ended_at)
        SELECT number, id, printer, printer, number, request,
            json_extract(request, '$.copies'), json_extract(request, '$.code'), state, reason,
            iif(state IN ('printing', 'unknown', 'printed'), json_extract(request, '$.copies'), 0),
            iif(state = 'printed', json_extract(request, '$.copies'), 0),
            bytes_sent, made_at, made_at,
            iif(state IN ('queued', 'printing'), NULL, coalesce(ended_at, made_at))
        FROM print_job;
        DROP TABLE print_job;
        ALTER TABLE queued_job RENAME TO print_job;
        CREATE INDEX print_job_open ON print_job (printer, turn, number)
            WHERE state IN ('queued', 'printing');
        CREATE INDEX print_job_unsettled ON print_job (number) WHERE state IN ('unknown', 'failed');
        CREATE INDEX print_job_batch ON print_job (batch) WHERE batch IS NOT NULL;
        CREATE TRIGGER print_batch_goes_with_its_last_job AFTER DELETE ON print_job
        WHEN OLD.batch IS NOT NULL AND NOT EXISTS (SELECT 1 FROM print_job WHERE batch = OLD.batch)
        BEGIN DELETE FROM print_batch WHERE id = OLD.batch; END;
        CREATE TABLE label_print (
            code TEXT PRIMARY KEY, labels_out INTEGER NOT NULL, reprints INTEGER NOT NULL,
            asked_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER label_is_asked_for AFTER INSERT ON print_job WHEN NEW.code IS NOT NULL
        BEGIN
            INSERT INTO label_print VALUES (NEW.code, 0, NEW.reprint_of IS NOT NULL, NEW.made_at)
            ON CONFLICT (code) DO UPDATE
            SET reprints = reprints + excluded.reprints, asked_at = excluded.asked_at;
        END;
        CREATE TRIGGER label_comes_out AFTER UPDATE OF labels_out ON print_job
        WHEN NEW.code IS NOT NULL AND NEW.labels_out <> OLD.labels_out
        BEGIN
            UPDATE label_print SET labels_out = labels_out + NEW.labels_out - OLD.labels_out
            WHERE code = NEW.code;
        END;
        """

    /// What was ordered, in short, beside what is printed; null where nobody noted it.
    static let orders = """
        ALTER TABLE print_job ADD COLUMN ordered BLOB CHECK (length(ordered) = 32);
        ALTER TABLE print_batch ADD COLUMN ordered BLOB CHECK (length(ordered) = 32);
        """

    /// What jobs have shown of each printer, which is another one's with another device or language.
    static let habits = """
        CREATE TABLE printer_habits (
            printer TEXT PRIMARY KEY, answers INTEGER CHECK (answers IN (0, 1)),
            unasked_jobs INTEGER NOT NULL CHECK (unasked_jobs >= 0),
            keeps_labels_to_itself INTEGER NOT NULL CHECK (keeps_labels_to_itself IN (0, 1))
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER habits_go_with_their_printer AFTER DELETE ON printer
        BEGIN DELETE FROM printer_habits WHERE printer = OLD.name; END;
        CREATE TRIGGER habits_go_with_their_device AFTER UPDATE OF device, language ON printer
        WHEN NEW.device <> OLD.device OR NEW.language <> OLD.language
        BEGIN DELETE FROM printer_habits WHERE printer = OLD.name; END;
        """
}
