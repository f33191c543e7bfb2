//! The codes of the stage's rules; `rules/markup.toml` says what each does.

use crate::code::Code;

pub(super) const SCRIPT: Code = Code::new("K001");
pub(super) const COMMENT: Code = Code::new("K002");
pub(super) const NAVIGATION: Code = Code::new("K003");
pub(super) const HIDDEN: Code = Code::new("K005");
pub(super) const RECORD: Code = Code::new("K006");
pub(super) const TAG: Code = Code::new("K007");
pub(super) const BREAK: Code = Code::new("K008");
pub(super) const ENTITY: Code = Code::new("K009");
pub(super) const BLANK: Code = Code::new("K010");
pub(super) const CELL: Code = Code::new("K011");
pub(super) const MEDIA: Code = Code::new("K012");
pub(super) const HEAD: Code = Code::new("K014");
pub(super) const EMPTY: Code = Code::new("K015");
pub(super) const HEADING: Code = Code::new("K016");
pub(super) const OTHER: Code = Code::new("K017");
pub(super) const CREDIT: Code = Code::new("K018");
pub(super) const IN_SCRIPT: Code = Code::new("K019");

pub(super) const STRAY_TAG: Code = Code::new("K020");
pub(super) const STRAY_ENTITY: Code = Code::new("K021");
pub(super) const CAPTION: Code = Code::new("K022");
pub(super) const TALK: Code = Code::new("K023");
pub(super) const RAISED: Code = Code::new("K024");
pub(super) const SCAN: Code = Code::new("K025");
pub(super) const BULLET: Code = Code::new("K026");
pub(super) const MESSAGE: Code = Code::new("K027");
pub(super) const QUOTED_PRINTABLE: Code = Code::new("K028");
pub(super) const GLOSS: Code = Code::new("K029");

pub(super) const MARKDOWN_HEADING: Code = Code::new("K030");
pub(super) const MARKDOWN_EMPHASIS: Code = Code::new("K031");
pub(super) const MARKDOWN_LINK: Code = Code::new("K032");
pub(super) const MARKDOWN_IMAGE: Code = Code::new("K033");
pub(super) const MARKDOWN_CODE: Code = Code::new("K034");
pub(super) const MARKDOWN_QUOTE: Code = Code::new("K035");
pub(super) const MARKDOWN_RULE: Code = Code::new("K036");
pub(super) const MARKDOWN_LIST: Code = Code::new("K037");
pub(super) const MARKDOWN_TABLE: Code = Code::new("K038");
pub(super) const MARKDOWN_ESCAPE: Code = Code::new("K039");
pub(super) const FRONT_MATTER: Code = Code::new("K040");
