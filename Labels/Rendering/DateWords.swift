/// Words that a date follows, however it is written: `use by`, `caduca`, `годен до`, `within 3 days`; and those for a day, such
/// as `eat today` and `end of` a month.
enum DateWords {
    /// Whether such a word stands there, in plain letters.
    static func isOne(_ runs: [DateMention.Run], _ index: Int) -> Bool {
        guard let word = runs[index].letters, !word.isEmpty else { return false }
        if words.contains(word) || stems.contains(where: word.hasPrefix) { return true }
        if !word.utf8.allSatisfy({ $0 < 0x80 }) {
            // Scripts without blanks between words, and words with an article before them.
            if parts.contains(where: word.contains) { return true }
            if word.contains("前"), weeks.contains(where: word.contains) { return true }
        }
        if days.contains(word),
            runs[max(0, index - 2)..<index].contains(where: { limits.contains($0.text) })
                || runs[(index + 1)...].first.map({ eating.contains($0.text) }) == true
        {
            return true
        }
        guard index + 1 < runs.endIndex else { return false }
        if weekNames.contains(word), let week = runs[index + 1].number, 1...53 ~= week {
            return true
        }
        guard let next = runs[index + 1].letters else { return false }
        if eating.contains(word), runs[(index + 1)...].prefix(2).contains(where: isDay) {
            return true
        }
        if pairs[word]?.contains(next) == true { return true }
        return uses.contains(word) && ["by", "before"].contains(next)
            || (uses.contains(word) || keeping.contains(word)) && until.contains(next)
    }

    private static func isDay(_ run: DateMention.Run) -> Bool { days.contains(run.text) }

    /// Whether a month behind such a word is a date: the `end` of it, or `until` one whose name is no other word.
    static func isPartOf(month: String, _ word: String?) -> Bool {
        guard let word else { return false }
        return partsOfMonth.contains(word) || limits.contains(word) && !otherWords.contains(month)
    }

    /// `within 3 days`, `keeps 5 days`, `48 hours after opening`.
    static func isSpan(_ runs: [DateMention.Run], _ index: Int) -> Bool {
        guard index + 1 < runs.endIndex, times.contains(runs[index + 1].text) else { return false }
        let around = runs[max(0, index - 3)..<index] + runs[(index + 2)...].prefix(3)
        return around.contains { run in
            [within, uses, keeping, opening].contains { $0.contains(run.text) }
        }
    }

    /// Whether a day may be written in figures alone behind such a word, as in `bis 30.09`, `Datum 30.09` and `opened 9-30`.
    static func announces(_ word: String) -> Bool {
        limits.contains(word) || opening.contains(word) || dated.contains(word)
            || stems.contains(where: word.hasPrefix)
    }

    /// Whether such a word may stand between the two, as in `bis zum` and `opened on`.
    static func leadsOn(_ word: String) -> Bool { leading.contains(word) }

    /// Whether it is what time is measured by.
    static func counts(_ word: String) -> Bool { times.contains(word) }

    private static func plain(_ words: String) -> [String] {
        words.split(whereSeparator: \.isWhitespace).map { String($0).plainLetters }
    }

    private static let words = Set(
        plain(
            """
            exp bb bbe bbd ubd vence vencen venc vto cad dlc dluo ddm tmc mhd tht tgt skt tett hsd scad scade entro périmé périmée péremption
            consumir consúmase consuma consumarsi consommer consommez قبل
            """))

    private static let stems = plain(
        """
        expir caduc vencim validade scadenza годен годн употреб придатн спожит вжити haltbar mindesthalt verbrauchen verfall
        houdbaar spożyć ważności przydatn tüketim ekspir
        """)

    private static let parts = plain(
        """
        صلاحي ينتهي تنتهي انتهاء หมดอายุ ควรบริโภค 保质期 保質期 有效期 到期 过期 過期 期限 前最佳 最佳食用 最佳赏味 前食用 前使用 前用完 前吃 十月
        유통기한 소비기한 까지
        """)

    /// What a Chinese `before` is said of.
    private static let weeks = ["星期", "周", "週", "礼拜", "月底", "年底"]

    private static let pairs: [String: Set<String>] = [
        "best": ["if"], "antes": ["de", "del"], "hasta": ["el", "fin", "finales", "manana", "hoy"],
        "avant": ["le", "la", "fin"], "jusqu": ["a", "au", "en"], "ici": ["le", "la", "fin"],
        "bis": ["ende", "zum", "mitte"], "ate": ["o", "dia", "fim"], "до": ["конца", "начала"],
        "han": ["su", "dung"], "dung": ["truoc"], "truoc": ["ngay"], "den": ["ngay"],
    ]

    private static let partsOfMonth = Set(
        plain(
            """
            end mid middle early late start beginning begin fin fines finales mediados principios mi début courant ende mitte anfang
            fine metà inizio fim final meados início конец конца конце середина середины начало начала кінець кінця نهاية أواخر منتصف
            بداية cuối giữa đầu
            """))

    /// Names of months that are other words too.
    private static let otherWords: Set = [
        "may", "march", "mar", "set", "out", "ago", "maj", "mai", "mars", "mei", "mart", "dis",
        "jan",
    ]

    /// What is done with food on a day.
    private static let eating = uses.union(
        plain(
            """
            comer comerse cómase usar usarse tomar manger utiliser boire essen essbar trinken mangiare съесть использовать з'їсти
            dùng
            """))

    private static let weekNames = Set(
        plain(
            "week wk kw cw semana sem semaine settimana woche kalenderwoche неделя неделе тиждень tuần"
        ))

    /// What is done with food up to a day.
    private static let uses: Set = [
        "best", "use", "used", "sell", "eat", "eaten", "consume", "consumed", "freeze", "cook",
        "finish", "drink", "serve", "enjoy", "discard", "donate",
    ]
    private static let keeping: Set = ["good", "keep", "keeps", "fresh", "safe", "stays", "lasts"]
    private static let until: Set = ["until", "till", "til", "through", "thru", "within"]

    /// What a day is the last one behind.
    private static let limits = Set(
        plain(
            """
            by before until till til through thru hasta antes avant jusqu ici bis vor até entro до قبل حتى trước đến
            """))

    private static let days = Set(
        plain(
            """
            monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun
            today tomorrow tonight noon end eod weekend
            hôm mai heute aujourd сегодня завтра сьогодні اليوم
            lunes martes miércoles jueves viernes sábado domingo hoy mañana fin
            lundi mardi mercredi jeudi vendredi samedi dimanche demain
            montag dienstag mittwoch donnerstag freitag samstag sonntag morgen segunda terça quarta quinta sexta
            lunedì martedì mercoledì giovedì venerdì sabato domenica
            понедельника вторника среды четверга пятницы субботы воскресенья завтра
            الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد الغد غدا thứ chủ
            """))

    private static let within = Set(
        plain("within dentro plazo dans innerhalb binnen entro trong течение خلال"))

    private static let times = Set(
        plain(
            """
            day days hour hours hr hrs week weeks month months día días hora horas semana semanas mes meses jour jours heure heures
            semaine semaines mois tag tage tagen stunde stunden woche wochen monat monate monaten dia dias giorno giorni ore settimane
            день дня дней сутки суток час часа часов недели недель месяца месяцев يوم أيام ساعة ساعات أسبوع أسابيع شهر أشهر
            ngày giờ tuần
            """))

    private static let opening = Set(
        plain(
            """
            open opened opening thawed thawing abrir abierto abierta abertura ouvert ouverte ouverture öffnen öffnung apertura вскрытия
            открытия الفتح فتح mở
            """))

    /// The word for a date, and what is done with food on one.
    private static let dated = Set(
        plain(
            """
            date dated best use sell packed made cooked baked frozen received prepared
            fecha envasado congelado hecho datum geöffnet verpackt eingefroren dato data tarih emballé congelé cuit
            дата открыт открыта открыто вскрыт вскрыта вскрыто изготовлен изготовлено упаковано التاريخ تاريخ ngày
            """))

    private static let leading = Set(
        plain("on at the el la le il o zum am den dem dia día du de vom il"))
}
