/// Names of months in the languages of people whom pantries serve, long and short and as they are after a day.
enum MonthNames {
    /// In plain letters.
    static let all: Set<String> = Set(
        names.split(whereSeparator: \.isWhitespace).map { String($0).plainLetters })

    private static let names = """
        january february march april may june july august september october november december
        jan feb mar apr jun jul aug sep sept oct nov dec
        enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago set dic
        janvier février mars avril mai juin juillet août septembre octobre novembre décembre janv févr fév avr juil déc
        يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
        شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين كانون جانفي فيفري أفريل ماي جوان جويلية أوت شتنبر غشت يوليوز نونبر دجنبر
        январь января февраль февраля март марта апрель апреля май мая июнь июня июль июля август августа сентябрь сентября октябрь
        октября ноябрь ноября декабрь декабря янв фев февр апр авг сен сент окт ноя нояб дек
        tháng thg
        січень січня лютий лютого березень березня квітень квітня травень травня червень червня липень липня серпень серпня вересень
        вересня жовтень жовтня листопад листопада грудень грудня
        januar jänner februar märz juni juli oktober dezember jän mär mrz okt dez
        janeiro fevereiro março maio junho julho setembro outubro novembro dezembro fev
        gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre giu lug ott
        januari februari maart mei augustus mrt
        styczeń stycznia luty lutego marzec marca kwiecień kwietnia maj maja czerwiec czerwca lipiec lipca sierpień sierpnia wrzesień
        września październik października listopad listopada grudzień grudnia
        ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
        ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie
        janar shkurt prill qershor korrik gusht shtator tetor nëntor dhjetor
        januara februara aprila juna jula avgust avgusta septembar septembra oktobar oktobra novembar novembra decembar decembra
        janvye fevriye avril jiyè septanm oktòb novanm desanm
        pebrero hunyo hulyo setyembre oktubre nobyembre disyembre
        janaayo febraayo maarso abriil juun luuliyo ogosto sebtembar oktoobar nofembar disembar
        machi aprili agosti septemba oktoba novemba desemba
        ژانویه فوریه آوریل ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر بهمن اسفند
        حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت
        جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
        जनवरी फ़रवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर सितम्बर अक्टूबर अक्तूबर नवंबर नवम्बर दिसंबर दिसम्बर
        জানুয়ারি জানুয়ারী ফেব্রুয়ারি ফেব্রুয়ারী মার্চ এপ্রিল জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
        มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม
        មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ
        ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ
        መስከረም ጥቅምት ኅዳር ታኅሣሥ ጥር የካቲት መጋቢት ሚያዝያ ግንቦት ሰኔ ሐምሌ ነሐሴ ጳጉሜን
        ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
        """
}
