extension ProblemCode {
    /// What is wrong, in one or two sentences of English.
    ///
    /// docs/reference/errors.md and the OpenAPI document repeat it, and are held to it. What a person is
    /// told of one request is worded where the fault is, with its figures and names.
    package var summary: String {
        switch self {
        case .alreadyResolved:
            "Someone has said already what that scan was."
        case .alreadyReversed:
            "The movement was undone before."
        case .assetNotFound:
            "No file of that name ships with the hub."
        case .batchNotFound:
            "There is no such batch of print jobs, or all its jobs were forgotten."
        case .batchSizeOutOfRange:
            "A batch prints from 1 to 5,000 labels, copies included; a reprint of a batch wants at least one that failed."
        case .bodyTooLarge:
            "The body is longer than the route takes: 256 KiB, 1 MiB for a picture, 4 MiB for a batch of labels, 10 MiB and 100,000 lines for files and batches of scans, 20,000 lines for a preview."
        case .codeBelongsToAnotherItem:
            "The code stands for another item already."
        case .codeDamaged:
            "No scanner sends a row's code as it stands: a spreadsheet has changed it, or its check digit is wrong. The detail says what was probably meant."
        case .codeDoesNotFit:
            "The QR of that code does not fit the label with its quiet zone."
        case .codeEmpty:
            "The scan held nothing to read."
        case .codeIsACommand:
            "The code is a command card's, which no item can have."
        case .codeNamesADonation:
            "The code is a donation's label where an item was meant, or one to be replaced."
        case .codeNamesAPlace:
            "The code is a place's label where an item was meant."
        case .codeTooLong:
            "A code has more than 256 characters."
        case .codesTooMany:
            "An item has more than 100 codes."
        case .columnsMissing:
            "The file's first line does not name the columns that have to be there."
        case .copiesOutOfRange:
            "A job prints from 1 to 9,999 labels."
        case .countIsCompleted:
            "The count is completed."
        case .countIsDropped:
            "The count was thrown away or taken back."
        case .countNotFound:
            "There is no count of that id."
        case .dateKindUnknown:
            "A date label is of a kind that is not known."
        case .dateUnreadable:
            "A date is none: `2026-11-21`; a date label's may be `2027` or `2027-03`."
        case .dayIsClosed:
            "The day was closed together with a later one."
        case .clockDoubtful:
            "The hub's clock leapt or stood back, and nobody has said that it is right."
        case .dayIsOpen:
            "The day is not closed, so it cannot be opened again."
        case .laterDayIsClosed:
            "A later day is closed, which has to be opened again first."
        case .zoneIsFixed:
            "A day was closed, so the hub's time zone stays."
        case .zoneUnknown:
            "A time zone is not one of the IANA's names."
        case .dayNotBegun:
            "The day lies ahead, by the hub's time zone."
        case .deviceNotAllowed:
            "A printer at a file, or at a port that is no printer's, is added by the machine's owner alone; in the data directory there is none."
        case .deviceNotFound:
            "There is no such token or paired browser."
        case .directoryNotEmpty:
            "A file or directory that would be written over is there already."
        case .directoryUnusable:
            "The data directory cannot be read or written, or another hub has it."
        case .databaseReplaced:
            "The hub's database was moved, deleted or replaced while it runs, so nothing is recorded."
        case .diskFailed:
            "The disk did not keep what was written. What was acknowledged before is safe."
        case .diskFull:
            "The disk is full, so this was not recorded. Reading goes on."
        case .donationNotFound:
            "Nothing came in with a donation of that id."
        case .dpiOutOfRange:
            "A resolution is from 100 to 1,200 dots in an inch, and one that printers of that language have (300 for `brother` and `dymo`)."
        case .drawingBusy:
            "So many labels wait to be drawn that this one would not be soon. Nothing was done."
        case .drawingFailed:
            "The label could not be drawn: memory ran out."
        case .entryNotFound:
            "There is no entry of that id."
        case .faultInside:
            "Something went wrong in the hub that nobody foresaw. Nothing was recorded."
        case .fieldUnreadable:
            "A field of the body is missing, of another kind, or a number beyond 64 bits; the detail names it."
        case .fileEmpty:
            "There is nothing in the file."
        case .formUnknown:
            "A label is drawn as `png` or `pdf`."
        case .hostForeign:
            "The request's `Host` is no address of the hub and no name it was told."
        case .iconUnknown:
            "A label's icons are listed by name, and there is no icon of one of those names."
        case .idExistsWithDifferentContent:
            "The id was recorded with other content. The first one stands."
        case .idUnreadable:
            "An id is no UUID, or is missing."
        case .itemIsJoined:
            "The item was joined with another, and is not changed by itself any more."
        case .itemNotFound:
            "There is no such item or lot."
        case .itemsAreTheSame:
            "An item cannot be joined with itself, or with what it was joined with before."
        case .jobHasNotEnded:
            "Labels are wanted again of a job that has not ended."
        case .jobIsNotQueued:
            "The job is at work or has ended; only what waits is moved."
        case .jobIsNotUnknown:
            "The job's end is known, or it has not ended."
        case .jobNotFound:
            "There is no such print job, or no picture of it."
        case .jobWentOn:
            "Other labels of the job are in doubt than those that were spoken of."
        case .labelBeyondReach:
            "Black dots of the label are nearer to its edge than the printer reaches; the detail says how many."
        case .labelCodeBound:
            "The label stands for something already, or was corrected since."
        case .labelCodeLengthOutOfRange:
            "The text for the QR has more than 300 bytes."
        case .labelCodeReplaced:
            "Another label took this one's place; the detail has its code."
        case .labelCodeTaken:
            "A fresh label code was in use, four times in a row; or an item would learn the code of a blank label."
        case .labelCodeUnbound:
            "The label is blank: it stands for nothing that could be corrected or replaced."
        case .labelCodeUnknown:
            "No place, lot or item has that code."
        case .labelCountOutOfRange:
            "Sheets are made for 1 to 1,000 labels at once."
        case .labelEmpty:
            "There would be nothing on the label: no code, and no field that its layout shows."
        case .labelTooLarge:
            "At that resolution the label has more dots than the hub draws."
        case .labelWiderThanHead:
            "The label is wider than the printer's head; the detail has both widths."
        case .languageNotTold:
            "The printer does not say which language it speaks, and its model is not known."
        case .layoutUnknown:
            "There is no layout of that name."
        case .measureInUse:
            "The measure of an item cannot change by itself while there is stock of it: 12 pieces are not 12 grams."
        case .measureUnknown:
            "A row's measure is neither `each` nor `gram`."
        case .measuresDiffer:
            "Two items cannot be one while the first has stock in another measure, and cannot be parted once one was converted; or a new item's name is a known one's, which is kept in another measure than is said."
        case .mediaUnsuitable:
            "Printers of that language print on no such paper: a receipt printer takes strips only, a Brother QL Brother's rolls only."
        case .mediaNotTold:
            "The printer does not say which paper is in it, or it is none that Larder knows."
        case .mediaTooSmall:
            "The layout needs a larger label; the detail says how large."
        case .mediaUnknown:
            "There is no paper of that name."
        case .methodNotAllowed:
            "The hub has that route for other methods alone; the header `Allow` names them."
        case .modeUnknown:
            "A scan's mode is missing or not known."
        case .nameIsANumber:
            "The name of an item is four digits or more and nothing else, as a code is."
        case .notReversible:
            "The entry moved nothing that could be undone."
        case .notSignedIn:
            "No token and no paired browser asks."
        case .numberUnreadable:
            "A row's number is not a whole one."
        case .optionNotSettable:
            "The printer's language has no command for that option."
        case .optionOutOfRange:
            "An option of a printer or a sheet is outside its range; the detail has the range."
        case .originForeign:
            "A page of another site made the browser send this. Nothing was done."
        case .packOutOfRange:
            "A pack holds from 1 to 1,000,000."
        case .paperOfAPerson:
            "The scan is a line of a driving licence or a passport, or the stripe of a card. Nothing of it was kept."
        case .pairingCodeWrong:
            "The link or code is not known, was used, or is too old."
        case .pictureNotFound:
            "There is no such picture, or the item has none."
        case .pictureNotSaved:
            "There is no room for the picture of a label."
        case .pictureTooLarge:
            "A picture has more than 1 MiB, or more than 4,096 dots on a side."
        case .pictureUnreadable:
            "A picture is no PNG, or it is damaged."
        case .placeInsideItself:
            "A place would stand inside itself."
        case .placeIsAnEdge:
            "Stock is not kept in the floor's or the world's edges that way."
        case .placeKindUnknown:
            "A place is made as `room`, `shelf`, `bin` or `box`."
        case .placeNotEmpty:
            "A place that holds something, or is short of something, is not retired."
        case .placeNotFound:
            "There is no such place; 404 where the path itself names it."
        case .printerExists:
            "Another printer has that name."
        case .printerNotFound:
            "There is no printer of that name."
        case .printerUnusable:
            "The printer's settings lead to no device; the detail says why."
        case .quantityNotPositive:
            "A quantity is a whole number of at least 1."
        case .quantityOutOfRange:
            "A quantity is more than 1,000,000,000, a scan weighs more than 25,000 kg, or a balance would not fit in 64 bits."
        case .queryUnreadable:
            "A word of the query is missing that has to be there, or is none that the route knows: a number that is none, a flag without a value, a state that there is not."
        case .queueFull:
            "The printer has 10,000 jobs waiting."
        case .readingOutOfRange:
            "A ruler of the calibration label goes from 0 to 9 mm."
        case .requestMalformed:
            "The body is not JSON, or no form that a browser sends; or the request line or a header cannot be read."
        case .roleNotAllowed:
            "The device's role may not do this."
        case .roleUnknown:
            "A role is `coordinator`, `volunteer` or `viewer`."
        case .rollLengthOutOfRange:
            "A roll has from 1 to 5,000 labels."
        case .routeNotFound:
            "The hub has no such route."
        case .rowUnreadable:
            "A row's quotes are broken, it has more fields than the first line names, or bytes that are no text."
        case .sheetPlaceOutOfRange:
            "The sheet has no such label to begin with."
        case .sheetUnknown:
            "There is no sheet of that name."
        case .shelfLifeOutOfRange:
            "A shelf life is from 1 to 36,500 days."
        case .sourceNotFound:
            "No source of that id has a name; it may be erased."
        case .stopping:
            "The hub is stopping. This was not recorded."
        case .textDoesNotFit:
            "A text that must not be cut, such as a date or a name, does not fit the label at a readable size."
        case .textEncodingUnknown:
            "The file is a workbook, a PDF or packed, and no text."
        case .textOutOfRange:
            "A text is too short or too long; the detail has the field and its bounds."
        case .timeMissing:
            "A line of a scan file has no time, and the file was read without a name for the batch, which would stand for it."
        case .timeUnreadable:
            "`at` is no RFC 3339 time, such as `2026-11-21T10:02:03-05:00`."
        case .tooManyRequests:
            "A device asked more than 200 times a second for a while, or too many pairing codes were tried."
        case .tooManyWaiting:
            "More scans wait for the disk than the hub takes at once. This was not recorded."
        case .unitWeightOutOfRange:
            "A piece weighs from 1 gram to 1,000 kg."
        case .unitWeightUnknown:
            "A weight was given for an item kept by the piece whose weight is not known, or something is told or undone that is of before the item's measure changed."
        case .unresolvedNotFound:
            "No scan of that id waits for a name."
        case .webhookAddressPrivate:
            "The address of the webhook is one of a private network, of this machine or of a group."
        case .webhookKindUnreadable:
            "A kind is one that no entry of this hub can be of."
        case .webhookNotFound:
            "There is no webhook of that id."
        case .webhookURLUnreadable:
            "The address is not one of `http` or `https`, has a name, password or fragment in it, or is longer than 1,000 characters."
        case .webhooksTooMany:
            "The hub has 20 webhooks."
        }
    }
}
