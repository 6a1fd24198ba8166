// What a migration says in words of ours.
extension PostgresSession {
    func bind(_ column: ColumnName, to target: ColumnName) throws {
        let lists = try rows(
            """
            SELECT k.conname AS name FROM pg_constraint k
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum]
            WHERE k.conrelid = \(column.table)::regclass AND k.contype = 'c' AND a.attname = \(column.name)
            AND pg_get_constraintdef(k.oid) LIKE '% = ANY (%'
            """)
        for list in lists {
            try plain("ALTER TABLE \(column.table) DROP CONSTRAINT \"\(list("name") as String)\"")
        }
        try plain(
            "ALTER TABLE \(column.table) ADD FOREIGN KEY (\(column.name)) REFERENCES \(target.table) (\(target.name))")
    }

    func setRule(_ table: String, of columns: Set<String>, _ rule: String) throws {
        let rules = try rows(
            """
            SELECT k.conname AS name FROM pg_constraint k WHERE k.conrelid = \(table)::regclass AND k.contype = 'c'
            AND (SELECT string_agg(a.attname::text, ',' ORDER BY a.attname::text COLLATE "C") FROM pg_attribute a
                 WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)) = \(columns.sorted().joined(separator: ","))
            """)
        guard let name = try rules.first.map({ try $0("name") as String }), rules.count == 1 else {
            throw DatabaseFault.statement("\(rules.count) rules of \(columns.sorted()) in \(table)")
        }
        try plain("ALTER TABLE \(table) DROP CONSTRAINT \"\(name)\"")
        try plain("ALTER TABLE \(table) ADD CHECK (\(rule))")
    }

    func setOptional(_ column: ColumnName) throws {
        let mustBe: Int? = try rows(
            """
            SELECT 1 AS one FROM pg_attribute
            WHERE attrelid = \(column.table)::regclass AND attname = \(column.name) AND attnotnull
            """
        ).first?("one")
        guard mustBe != nil else { throw DatabaseFault.statement("\(column) is not there, or optional already") }
        try plain("ALTER TABLE \(column.table) ALTER COLUMN \(column.name) DROP NOT NULL")
    }

    /// Not by taking the right to UPDATE away: the schema's owner writes, and as owner he also holds each key that leads to
    /// the table, for which the server locks the row there and asks for that very right.
    /// Citus asks to be told that a trigger looks at nothing but its own row; another server takes no notice.
    func setAppendOnly(_ table: String) throws {
        try plain(
            """
            CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
            END $$
            """)
        try plain("SET LOCAL citus.enable_unsafe_triggers = on")
        try plain(
            "CREATE TRIGGER unchanged BEFORE UPDATE OR DELETE ON \(table) FOR EACH ROW EXECUTE FUNCTION append_only()")
        try plain(
            "CREATE TRIGGER unemptied BEFORE TRUNCATE ON \(table) FOR EACH STATEMENT EXECUTE FUNCTION append_only()")
    }

    func setChangeable(_ table: String) throws {
        try plain("DROP TRIGGER unchanged ON \(table)")
        try plain("DROP TRIGGER unemptied ON \(table)")
    }

    /// A column and its rule, each by itself: Citus takes no rule that has no name of its own together with the column. The
    /// name that it gets is the same.
    static func parted(_ command: String) -> [String] {
        let pattern = #/(?s)(ALTER TABLE \w+) (ADD COLUMN (\w+) .*?) ((CHECK|REFERENCES) .*)/#
        guard let match = command.wholeMatch(of: pattern) else { return [command] }
        let key = match.5 == "REFERENCES" ? "FOREIGN KEY (\(match.3)) " : ""
        return ["\(match.1) \(match.2)", "\(match.1) ADD \(key)\(match.4)"]
    }
}
