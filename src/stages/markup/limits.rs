//! The limits of stage markup, each with its unit. Where no measurement is named the value was chosen on the pages of the development data and not
//! fitted. A share is the number that a part is multiplied by before it is compared with its whole: with a share of 3 the part is a third. Halves (`* 2`) and pairs (`>= 2`) stand
//! where they are asked for.

/// Points of proof that make a page Markdown: one bold opening of a paragraph, two headings of level two, a heading and two list marks, …
pub(crate) const MARKDOWN_POINTS: u32 = 3;
/// Points of a heading below the first level, a line between head and body of a table, a link to an address, or closed fences.
pub(crate) const SIGN_POINTS: u32 = 2;
/// Points of bold words that open a paragraph.
pub(crate) const BOLD_POINTS: u32 = 3;
/// Bold words that open a paragraph have so many letters.
pub(crate) const BOLD_LETTERS: usize = 4;
/// The most points that other bold words give, one each.
pub(crate) const BOLD_WORDS_POINTS: u32 = 2;
/// More than this share of lines that look like source code, and nothing proves a page Markdown: `## ` is a comment there.
pub(crate) const CODE_LINES: f64 = 0.2;
/// Bytes in which the address of a Markdown link must end.
pub(crate) const LINK_BYTES: usize = 2048;
/// A tag left over in plain text is no longer than this, in bytes.
pub(crate) const STRAY_TAG_BYTES: usize = 2048;
/// The name of an element is looked at so far, in bytes.
pub(crate) const NAME_BYTES: usize = 16;
/// The word behind an ampersand is looked at so far, in bytes.
pub(crate) const WORD_BYTES: usize = 40;
/// Signs of an exponent or an index, at most.
pub(crate) const RAISED: usize = 4;
/// So many things must say that a text speaks of a tag.
pub(crate) const SPOKEN: usize = 2;
/// Characters before a tag in which a word that names it stands.
pub(crate) const SPOKEN_WORD: usize = 2;
/// A one-letter tag left over in plain text has its partner within so many bytes.
pub(crate) const STRAY_PARTNER_BYTES: usize = 4096;
/// So many references to Latin-1 letters, and a text is mojibake written in references, which is another stage's.
pub(crate) const LATIN_REFERENCES: u32 = 3;
/// A cell of a data table is no longer than this, in bytes: longer ones are texts that a table lays out.
pub(crate) const CELL_BYTES: u32 = 1500;
/// The share of long cells in a table of data at the most.
pub(crate) const LONG_CELL_SHARE: u32 = 4;
/// A table with so many cells marked as heads holds data though half of its cells and more are links.
pub(crate) const TABLE_HEADS: u32 = 2;
/// In a table of data fewer than one cell for so many rows holds a sentence.
pub(crate) const PROSE_ROWS: u32 = 4;
/// The name of a column or of a row is no longer than this, in bytes: twelve Han.
pub(crate) const HEAD_CELL_BYTES: u32 = 36;
/// In a table whose cells hold sentences, as long as the longest may be, in bytes: forty Han. A row of longer ones is easier read as lines.
pub(crate) const SENTENCE_CELL_BYTES: u32 = 120;
/// Rows from which on short names beside other cells are those of rows.
pub(crate) const SIDE_ROWS: u32 = 3;
/// A cell of more bytes than this is long.
pub(crate) const LONG_CELL_BYTES: u32 = 240;
/// A hidden element that takes in one part in so many of the page, or more, is the page itself, hidden until a script shows it.
pub(crate) const HIDDEN_SHARE: usize = 3;
/// So many tags make a page of HTML where its first line does not say so, if enough of them end elements and they take up enough of its bytes.
pub(crate) const PAGE_TAGS: u32 = 12;
/// The tags of a page of HTML take up at least one part in so many of its bytes.
pub(crate) const PAGE_TAG_SHARE: usize = 20;
/// Tags before the first element of a document of XML: declarations and comments.
pub(crate) const PROLOGUE_TAGS: usize = 20;
/// How far right of its block a line begins that opens a paragraph, in heights of a line: a paragraph's indent is two.
pub(crate) const SCAN_INDENT: f64 = 1.2;
/// How far left of its block's edge a line ends that closes a paragraph, in heights of a line.
pub(crate) const SCAN_SHORT: f64 = 1.5;
/// The same in parts of the block's width, where no sentence ends.
pub(crate) const SCAN_HALF: f64 = 0.4;
/// The longest bullet, in bytes as it is written.
pub(crate) const BULLET_BYTES: usize = 8;
/// How many elements around a bullet are asked for its font.
pub(crate) const FONT_DEPTH: usize = 3;
/// So many lines outside of every element make a text in which tags were left of what begins with no declaration.
pub(crate) const LINES_OUTSIDE: usize = 3;
/// So many tags of a page end elements.
pub(crate) const PAGE_END_TAGS: u32 = 2;
/// So many tags that only a page has (html, head, title, meta) make one, among a few tags in all.
pub(crate) const STRUCTURE: u32 = 2;
/// A page that tags of its structure show has so many tags in all.
pub(crate) const STRUCTURE_TAGS: u32 = 4;
/// So many characters of a block are looked at when it is asked what sort of line it is.
pub(crate) const LINE_CHARS: u32 = 160;
/// The block element around a text is looked for so many open elements up.
pub(crate) const OWNER_DEPTH: usize = 64;
/// The heading around a text is looked for so many open elements up.
pub(crate) const HEADING_DEPTH: usize = 6;
/// The `pre` around a text is looked for so many open elements up.
pub(crate) const PRE_DEPTH: usize = 16;
/// A block with the end of a sentence is prose from so many characters on.
pub(crate) const PROSE_CHARS: u32 = 15;
/// The share of links below which a block with the end of a sentence is prose.
pub(crate) const PROSE_LINK_SHARE: u32 = 2;
/// So many marks of clauses stand for the end of a sentence.
pub(crate) const CLAUSE_MARKS: u32 = 2;
/// A block with nothing but marks of clauses is prose from so many characters on.
pub(crate) const CLAUSES_CHARS: u32 = 30;
/// The share of links below which a block with nothing but marks of clauses is prose.
pub(crate) const CLAUSES_LINK_SHARE: u32 = 3;
/// A block with nothing but marks of clauses speaks for the elements around it as prose does from so many characters on.
pub(crate) const CLAUSE_CHARS: u32 = 20;
/// A paragraph has so many characters; of a block of links no more count against the elements around it.
pub(crate) const PARAGRAPH_CHARS: u32 = 40;
/// More than this part of its characters in links, and a block is links.
pub(crate) const LINK_DENSITY: f64 = 0.5;
/// With so much in links, a paragraph of sentences is links too.
pub(crate) const SENTENCE_LINKS: f64 = 0.8;
/// What a block of links counts against the elements around it besides its characters, in characters.
pub(crate) const LINK_PENALTY: i64 = 3;
/// What a mark of prose counts, in characters.
pub(crate) const MARK_VALUE: i64 = 5;
/// A long line without marks counts one part in so many of its characters.
pub(crate) const LONG_LINE_SHARE: i64 = 2;
/// A short line in a paragraph, in a table of data or in source lines counts one part in so many of its characters.
pub(crate) const SHORT_LINE_SHARE: i64 = 3;
/// Where so many times more prose stands in elements that are called bars, comments or other articles than outside, the names say nothing.
pub(crate) const BLIND_HINTS: i64 = 3;
/// Prose in elements that are called bars or the like counts one part in so many.
pub(crate) const AGAINST_SHARE: i64 = 10;
/// Prose in elements that are called the text counts one part in so many more.
pub(crate) const MAIN_BONUS: i64 = 5;
/// The search for the element that holds the document goes into a child with this percentage of the prose.
pub(crate) const HOME_SHARE: i64 = 90;
/// In a page without prose a character in a link counts so many characters against the elements around it.
pub(crate) const LINK_COST: i64 = 3;
/// In a page without prose blocks of so many characters count nothing.
pub(crate) const WORD_CHARS: i64 = 2;
/// A paragraph, a span or a list item holds a document from so many lines on.
pub(crate) const BROKEN_LINES: i64 = 4;
/// A line drawn with characters has so many.
pub(crate) const DRAWN_CHARS: u32 = 3;
/// A title that the head of a page gives has so many characters, or letters and digits where those are compared.
pub(crate) const TITLE_LETTERS: usize = 6;
/// A line that may be a title is no longer than this, in characters.
pub(crate) const TITLE_CHARS: u32 = 100;
/// A longer `<title>` than this, in characters, is not read.
pub(crate) const HEAD_TITLE_CHARS: usize = 300;
/// A piece of the title in the head has so many characters.
pub(crate) const PIECE_CHARS: usize = 4;
/// A line that is a piece of the title has so many letters and digits.
pub(crate) const NAMED_LETTERS: usize = 3;
/// A line that opens the title, or stands in it, has so many letters and digits.
pub(crate) const OPENING_LETTERS: usize = 5;
/// Titles with fewer pairs of characters than this are the same or not.
pub(crate) const TITLE_PAIRS: usize = 4;
/// What an element of its own puts behind a headline (已付费, 原创) has no more letters than this.
pub(crate) const MARK_LETTERS: usize = 4;
/// So many characters of the description in the head distinguish one text from another.
pub(crate) const DESCRIPTION_CHARS: usize = 16;
/// A heading, a bare line or a link that may be a headline has so many characters.
pub(crate) const HEADING_CHARS: u32 = 6;
/// A line that ends like the title of an official document and has no verb of one has so many characters.
pub(crate) const OFFICIAL_CHARS: usize = 8;
/// The headline stands within so many blocks of the beginning of the text.
pub(crate) const HEAD_BLOCKS: usize = 16;
/// A line that names source, author or date is no longer than this, in characters: a paragraph may open with 来源 or 时间, too.
pub(crate) const CREDIT_CHARS: u32 = 80;
/// The mark of a list item with its indentation is no longer than this, in bytes.
pub(crate) const INDENT_BYTES: usize = 64;
/// So many blanks of the width of half a character after a sentence are the indentation of a paragraph.
pub(crate) const INDENT_BLANKS: u32 = 4;
/// So many cells at the start of a line of preformatted prose indent a paragraph. Chosen: templates indent by one, paragraphs by four.
pub(crate) const INDENT_CELLS: u32 = 2;
/// A picture written as a character of an icon font is no longer than this, in bytes.
pub(crate) const ICON_BYTES: usize = 24;
/// A line before the headline that says a whole sentence has so many characters.
pub(crate) const SENTENCE_CHARS: u32 = 15;
/// A bare line (subtitle, author) is no longer than this, in characters.
pub(crate) const BARE_CHARS: u32 = 40;
/// So many bare lines and credits before an article may hold its headline.
pub(crate) const BARE_LEAD: usize = 5;
/// So many lines with a time of day and what is then make a schedule.
pub(crate) const SCHEDULE: usize = 3;
/// A bare line of no more characters than this may be a name.
pub(crate) const BARE_NAME: u32 = 4;
/// A line between headline and author is no longer than this, in characters.
pub(crate) const DECK_CHARS: u32 = 60;
/// So many bare lines between paragraphs make a text of sections.
pub(crate) const SECTIONS: usize = 2;
/// So many bare lines (subtitle, author) between headline and article go with the headline.
pub(crate) const HEAD_LINES: usize = 3;
/// Two lines are the same title with this share of their pairs of characters in common.
pub(crate) const TITLE_LIKENESS: f64 = 0.7;
/// An article among others has so many characters of prose.
pub(crate) const ARTICLE_PROSE: i64 = 15;
/// The line that dates an article among others is no longer than this, in characters.
pub(crate) const POSTED_CHARS: u32 = 80;
/// So many articles of a page become documents of their own: each apparatus holds the whole page. The last takes in the rest.
pub(crate) const ARTICLES: usize = 100;
/// The links to the annexes of a document stand within so many blocks after it.
pub(crate) const ANNEX_BLOCKS: usize = 24;
/// A line that heads annexes and is none itself (附件下载：) is no longer than this, in characters.
pub(crate) const ANNEX_HEAD_CHARS: u32 = 12;
/// An image stands at most so many nodes before its caption, and a link to an annex in the first so many of its line.
pub(crate) const NEAR_NODES: usize = 64;
/// The row, the list or the link that a text stands in is looked for in so many elements.
pub(crate) const NEAR_PARENTS: usize = 4;
/// A start tag that is asked what a text in it is (an icon, the link to a file) is no longer than this, in bytes.
pub(crate) const TAG_BYTES: usize = 2048;
/// A line that is label and value of a record is no longer than this, in characters.
pub(crate) const LABEL_CHARS: u32 = 120;
/// A row of labels and values is no longer than this, in characters.
pub(crate) const RECORD_ROW_CHARS: u32 = 400;
/// A row of labels and values has no more cells than this.
pub(crate) const RECORD_CELLS: usize = 12;
/// The labels of a record stand within so many blocks of each other.
pub(crate) const RECORD_GAP: usize = 3;
/// A record has so many different fields.
pub(crate) const RECORD_KINDS: usize = 3;
/// The value of a field takes no more blocks than this after its label.
pub(crate) const RECORD_VALUE_BLOCKS: usize = 3;
/// Most tildes of a fence of Markdown; a longer row of them is drawn across the page, between its parts.
pub(crate) const FENCE_TILDES: usize = 12;
/// A line with a document number between the headline and the text is no longer than this, in characters.
pub(crate) const NUMBER_CHARS: u32 = 40;
/// Captions go while they are at most one part in so many of the text.
pub(crate) const CAPTION_SHARE: u64 = 3;
/// So many characters of prose in paragraphs make an article, whose head may go with its headline.
pub(crate) const ARTICLE_CHARS: u32 = 400;
/// So many paragraphs make an article, whose head may go with its headline.
pub(crate) const ARTICLE_PARAGRAPHS: usize = 3;
/// So many `<meta>` are read.
pub(crate) const META_TAGS: usize = 200;
/// A `<meta>` with more bytes than this is not read.
pub(crate) const META_BYTES: usize = 2000;
/// The first prose after the headline, and prose that the head of the page quotes, counts for one part in so many of all prose more.
pub(crate) const HEADLINE_BONUS: i64 = 3;
/// Elements deeper than this are leaves; browsers flatten at 512 too.
pub(crate) const TREE_DEPTH: usize = 512;
/// An end tag looks for its partner so many open elements up.
pub(crate) const SEARCH_DEPTH: usize = 512;
/// How often a text and its own results are read; the last reading must find nothing.
pub(crate) const ROUNDS: usize = 7;

/// A line of the head that goes to the metadata. Chosen: on 79 policy pages and 68 news pages of issue 4 three titles were wrong.
pub(crate) const HEAD_LINE: f32 = 0.97;
/// A field of the record. Chosen.
pub(crate) const RECORD: f32 = 0.99;
/// What is no part of the article that is asked for. Chosen.
pub(crate) const ARTICLE: f32 = 0.99;
/// A block that is text with less than this probability and stays is listed as doubtful.
pub(crate) const DOUBTED: f32 = 0.5;
/// Credits behind the text are looked for in so many blocks.
pub(crate) const TAIL_BLOCKS: usize = 6;
/// Han of a string of a script that is the text of a page: a paragraph. Chosen, not fitted.
pub(crate) const SCRIPT_HAN: usize = 40;
/// What stands around a page whose text stands in a script. Chosen.
pub(crate) const BESIDE_SCRIPT: f32 = 0.95;
/// Odds of what stands in a footer or a bar of the page. This factor and those that follow were chosen, and hold on the pages of `bench`: no page of
/// its four sets loses a line by them that its labels call text.
pub(crate) const IN_FOOTER: f32 = 1.0 / 8.0;
/// A note on rights is no longer than this, in characters.
pub(crate) const NOTICE_CHARS: u32 = 60;
/// Odds of a note on rights, …
pub(crate) const NOTICE: f32 = 1.0 / 8.0;
/// … at the end of the page or of an article, …
pub(crate) const LAST_NOTICE: f32 = 1.0 / 4.0;
/// … and where it stands again.
pub(crate) const NOTICE_AGAIN: f32 = 1.0 / 4.0;
/// Blocks less probable than this are none of the end of a text.
pub(crate) const SURELY_NONE: f32 = 0.1;
/// Odds of links to other pages at the end of a page, under a line that heads such links.
pub(crate) const LINKS_AT_END: f32 = 1.0 / 64.0;
/// A caption with its photographer is no longer than this, in characters.
pub(crate) const CREDITED_CHARS: u32 = 60;
/// Odds of a caption where a line under an image ends with who took it.
pub(crate) const CREDITED: f32 = 64.0;
/// So many candidates for a title are weighed.
pub(crate) const TITLE_CANDIDATES: usize = 2_000;
/// A title takes up so many lines at the most.
pub(crate) const TITLE_LINES: usize = 6;
/// So many marks and blanks of a title in the head are taken for what sets the site apart.
pub(crate) const TITLE_MARKS: usize = 8;
/// The first so many lines of a page are its top.
pub(crate) const TOP_BLOCKS: usize = 3;
/// So many dates that machines are told are read.
pub(crate) const MACHINE_DATES: usize = 64;
/// So many names follow the first of a credit, blanks between them.
pub(crate) const MORE_NAMES: usize = 4;
/// So many names that machines are told are read.
pub(crate) const TOLD: usize = 16;
/// A name that a machine is told, or that stands beside a time, is no longer than this, in characters.
pub(crate) const TOLD_NAME: usize = 20;
/// So many days are weighed as dates of publication.
pub(crate) const DATE_CANDIDATES: usize = 500;
/// The label of a date is no longer than this, in characters.
pub(crate) const DATE_LABEL: u32 = 16;
/// Pages were published in these years.
pub(crate) const PUBLISHED_YEARS: std::ops::RangeInclusive<u32> = 1990..=2100;
/// A message has no more fields in its head, in lines that are read. Chosen.
pub(crate) const MESSAGE_FIELDS: usize = 400;
/// A head without a version of MIME has so many of the fields of a message. Chosen.
pub(crate) const MESSAGE_NAMES: usize = 4;
/// A part with so many letters is text.
pub(crate) const MESSAGE_LETTERS: usize = 2;
/// A page in quoted-printable has so many escapes, two hanzi, …
pub(crate) const QUOTED_ESCAPES: usize = 6;
/// … of its signs of equality one in so many at the most begins none, …
pub(crate) const QUOTED_OTHER: usize = 50;
/// … and of what they mean so many tenths are Chinese. All three chosen.
pub(crate) const QUOTED_HAN_TENTHS: usize = 9;
/// Bytes by which the character set of a part is judged.
pub(crate) const CHARSET_SAMPLE: usize = 4096;
/// How much more a declared character set is believed, in logarithms of probability by character. Chosen: between readings of Chinese lie 3 and more.
pub(crate) const CHARSET_DECLARED: f32 = 0.5;
/// What a page costs all of whose characters are lost, in the same.
pub(crate) const CHARSET_LOST: f32 = 20.0;
/// Blanks that may stand between the sign of a soft line break and the line end.
pub(crate) const SOFT_BLANKS: usize = 80;
/// Lines of front matter at most.
pub(crate) const FRONT_LINES: usize = 80;
/// Of its lines one for so many settings may be none. Chosen, as the two that follow.
pub(crate) const FRONT_OTHERS: usize = 4;
/// So many characters after it are looked at for sentences, …
pub(crate) const FRONT_SEEN: usize = 2_000;
/// … in which so many Han stand.
pub(crate) const FRONT_HAN: usize = 10;
/// Han of a string of a script that its name says is the text of the page. Chosen.
pub(crate) const NAMED_HAN: usize = 15;
/// How much more such a string weighs than another. Chosen.
pub(crate) const NAMED_WEIGHT: usize = 2;
/// Beside sentences of the page itself (a footer has some) such a string has so many times as many characters as those are by what is believed of
/// them. Chosen.
pub(crate) const NAMED_TIMES: f64 = 8.0;
/// The name of a string stands so many bytes before it at the most.
pub(crate) const NAME_REACH: usize = 80;
/// Han of the text that is drawn, of a page that has no other. Chosen.
pub(crate) const DRAWN_HAN: usize = 20;
/// A figure with its caption in Markdown is no longer than this, in bytes, …
pub(crate) const FIGURE_BYTES: usize = 2_000;
/// … and its caption no longer than this, in characters. Chosen.
pub(crate) const FIGURE_CAPTION: usize = 120;
/// So much of a sentence stands before a tag that was escaped twice and ends it, in Han. Chosen.
pub(crate) const ESCAPED_HAN: usize = 8;
/// Bytes of a line that are looked at for that.
pub(crate) const ESCAPED_REACH: usize = 200;
/// A caption in a figure of Markdown.
pub(crate) const FIGURE: f32 = 0.97;
/// Digits of a reference to half of a surrogate, at most, with its semicolon.
pub(crate) const HALF_DIGITS: usize = 9;
/// A tag that was escaped twice, at the end of a sentence and of its line. Chosen.
pub(crate) const ESCAPED: f32 = 0.97;
/// So many fields of an item of a feed are read.
pub(crate) const ITEM_FIELDS: usize = 64;
/// The name of who wrote it is no longer than this, in characters.
pub(crate) const ITEM_NAME: usize = 40;
/// A line at the edge of a text that credits, appeals or labels is no longer than this, in characters.
pub(crate) const EDGE_CHARS: u32 = 80;
/// So many such lines are looked at below a text.
pub(crate) const EDGE_BLOCKS: usize = 24;
/// The odds of a line at the edge are divided by so much where another such line stands beside it. Chosen.
pub(crate) const EDGE_COMPANY: f32 = 4.0;
/// A line of credits with little beside its date is no longer than this, in characters.
pub(crate) const SHORT_CREDIT: u32 = 30;
/// A title of more letters and digits than this is long.
pub(crate) const LONG_TITLE: usize = 60;
/// The date of a day has so many figures.
pub(crate) const DAY_DIGITS: usize = 8;
