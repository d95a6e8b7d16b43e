extension Schema {
    /// A volunteer's name is kept for as long as its badge is to be printed, and no longer.
    ///
    /// The writer empties the log of the database then. Where a printer prints to pictures, the badge is a picture, which stays
    /// as paper does.
    ///
    /// A trigger may not call JSON functions here, so the request is written anew as text.
    static let badges = """
        CREATE TRIGGER badge_forgets_its_name AFTER UPDATE OF state ON print_job
        WHEN NEW.state IN ('printed', 'cancelled') AND (NEW.request LIKE '{"layout":"badge",%'
            OR NEW.request LIKE '{"layout":"badge-large",%')
        BEGIN
            UPDATE print_job
            SET request = '{"layout":"badge","fields":{},"copies":' || NEW.copies || '}'
            WHERE number = NEW.number;
        END;
        """

    /// The same by the layout's own column: the trigger before missed a request whose members stood
    /// in another order.
    static let badgesByLayout = """
        ALTER TABLE print_job ADD COLUMN layout TEXT;
        UPDATE print_job SET layout = json_extract(request, '$.layout');
        DROP TRIGGER badge_forgets_its_name;
        UPDATE print_job SET request = '{"layout":"badge","fields":{},"copies":' || copies || '}'
        WHERE layout IN ('badge', 'badge-large') AND state IN ('printed', 'cancelled');
        CREATE TRIGGER badge_forgets_its_name AFTER UPDATE OF state ON print_job
        WHEN NEW.state IN ('printed', 'cancelled') AND NEW.layout IN ('badge', 'badge-large')
        BEGIN
            UPDATE print_job
            SET request = '{"layout":"badge","fields":{},"copies":' || NEW.copies || '}'
            WHERE number = NEW.number;
        END;
        """
}
