/** What tells the family name in a full name, by custom. Words are compared in lower case, composed (NFC). */

/** Common Korean family names of one syllable: told by them when they stand last, as in the order of the West. */
export const koreanOfOne: ReadonlySet<string> = new Set(
  '김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석선설마길표명기반왕금옥육인맹제모탁국어은편용',
);

/** Korean family names of two syllables; all others have one. */
export const koreanOfTwo: ReadonlySet<string> = new Set('남궁 황보 제갈 선우 사공 독고 서문 동방 망절 어금 소봉 장곡 강전'.split(' '));

/** Chinese family names of two characters, simplified and traditional; nearly all others have one. */
export const chineseOfTwo: ReadonlySet<string> = new Set(
  (
    '欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 东方 東方 独孤 獨孤 南宫 南宮 夏侯 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 宇文 长孙 長孫 ' +
    '司空 端木 百里 呼延 轩辕 軒轅 申屠 澹台 澹臺 公羊 淳于 单于 單于 太叔 公冶 濮阳 濮陽 闻人 聞人 钟离 鍾離 西门 西門 南门 東郭 东郭 ' +
    '万俟 萬俟 赫连 赫連 完颜 完顏 拓跋 第五 左丘 梁丘 鲜于 鮮于 闾丘 閭丘 亓官 仲孙 仲孫 颛孙 顓孫'
  ).split(' '),
);

/** Vietnamese family names as only Vietnamese writes them, and those of them that are plain without their marks. */
export const vietnamese: ReadonlySet<string> = new Set(
  'nguyễn nguyen trần tran lê phạm pham huỳnh huynh hoàng phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn trịnh trinh trương truong lương mạc đào phùng tạ châu'
    .split(' '),
);

/**
 * Words before a family name that are part of it. They stand before the last word of a name, or before another one
 * of these; the first word of a name is never one, since people are called Van, Ben and Al.
 */
export const particles: ReadonlySet<string> = new Set(
  (
    "de del della dello dei degli di da dal dalla das dos do du des d' la las le les lo los li van von vom der den het 't ter ten te tot op in zu zum zur " +
    'af av al el ul ad as ar abu abou abd abdel abdul umm ap ab mac mc st st. san santa santo são sao saint sainte ste ste. ' +
    'ال آل ابو أبو أبي ابي ام أم عبد ذو ben בן בר אבו де ван фон дер да ди ла ле дель абу аль эль оглы του της των'
  ).split(' '),
);

/** "Son of" and "daughter of": with all that follows, they are what somebody has instead of a family name. */
export const descents: ReadonlySet<string> = new Set(
  'bin binti bint ibn ibnu bte bt a/l a/p s/o d/o anak بن ابن إبن بنت бин бен ибн binte'.split(' '),
);

/** Between the two halves of a family name: Ortega y Gasset. */
export const conjunctions: ReadonlySet<string> = new Set(['y', 'e', 'i', 'und', 'och', 'og']);

/** Behind a name, and no part of it. */
export const suffixes: ReadonlySet<string> = new Set('jr jr. sr sr. ii iii iv phd ph.d ph.d. md m.d. msc m.sc. mba dr esq esq. filho neto junior júnior'.split(' '));

/** Where people have two family names, the father's and the mother's. */
export const countriesOfTwo: ReadonlySet<string> = new Set('ES MX CO PE CL EC VE BO CR PA NI HN SV GT DO CU PR'.split(' '));

/** Common family names of Korea and China in Latin letters, without those that are as common as given names. */
export const romanized: Readonly<Record<string, ReadonlySet<string>>> = {
  KR: new Set(
    ('kim lee yi rhee park pak choi choe jung jeong chung kang cho jo yoon yun jang chang lim im rim oh seo suh shin kwon hwang ahn an song ' +
      'ryu yoo hong jeon ko koh go moon mun yang son sohn bae baek paik heo hur nam sim shim noh roh ha kwak cha koo gu').split(' '),
  ),
  CN: new Set(
    ('wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang xu feng deng cao peng zeng tian ' +
      'dong pan yuan cai jiang du ye cheng su lu lü ding ren shen yao zhong cui tan fan lu liao jin shi fu zou xiong qin qiu ' +
      'chan cheung wong leung lau chow ho kwok ng tsang yeung lam chiu fung yip tse').split(' '),
  ),
};
