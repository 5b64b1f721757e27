/** What names, universities and addresses are mostly written with: the yardstick for guessing an encoding. */

/** Syllables of Korean family and given names, places and institutions. */
export const commonHangul: ReadonlySet<string> = new Set(
  '김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구나민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용' +
    '수아영예시연경재동승건혜미태훈상철종광병규환찬빈율린솔별빛슬다라온새봄가람래보희숙자순호준후범욱식열섭균혁웅일중란애화춘분녀덕복' +
    '대학교립울산부천주북남동서광역세특자치구군청면읍리로길번층실사회원소협관센터주식재단법체직팀과장님름참행신청네한국중일본미러독프스탈베트르페로니크그램디데타바브',
);

/** Han characters of Chinese and Japanese names, places and institutions, in the forms of both. */
export const commonHan: ReadonlySet<string> = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤' +
    '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂子涵浩然欣怡宇轩梓萱思远嘉哲晓雪梅玲红燕飞鹏辉健斌波建国华文志俊峰海云天佳琪雨晨瑞博一宁安心梦语诗琳瑶璐婷倩颖慧淑珍凤春月秋冬新成东旭阳光德永康福庆荣贵有生' +
    '大学北京上海南市学院公司研究所省州湾港中人民科技术理工师范政府城区县路号电子邮件姓名日期性别男女是否国家' +
    '欧阳上官司马诸葛皇甫尉迟公孙东方仝柯翟祝纪舒屈项祁阮蓝闵季娄危童颜梅盛刁骆樊凌霍虞柏水窦章葛奚范鲍费廉岑薛贺滕殷毕安常乐傅卞齐康伍元卜亮岩凯勇帅坤昊睿泽霖铭锋志奕宸诚豪媛彤妍雯菲蕾曼薇冰晶莹洁岚悦可馨依昕' +
    '佐藤鈴木高橋田中渡辺伊山本村小林加吉斎松井上木清水池森阿部石川前後藤岡長谷近遠坂青福西三原野竹金内今宮崎酒島和谷増横浜東都県立校会社陽菜蓮結衣翔悠真美咲優愛太郎一二次健恵裕香奈直樹彩花葵莉颯凛湊朝桜彦雄郁弘幸司髙﨑德濵瀬邊邉澤廣櫻齋惠歌音空海斗颯太奈々子代男雄介輔貴博史明',
);

/** The letters an encoding of one byte a character is used for. */
export interface Alphabet {
  encoding: string;
  /** True for letters that stand among ASCII ones. */
  latin: boolean;
  common: string;
  /** What the encoding pays in advance: the less usual ones need evidence. */
  handicap: number;
}

export const singleByteAlphabets: readonly Alphabet[] = [
  { encoding: 'windows-1252', latin: true, common: 'äöüßÄÖÜéèêëàâçñáíóúìòùîïôûœŒæåøãõÉÈÀÇÁÍÓÚÑÅØðþÞý', handicap: 0 },
  { encoding: 'windows-1250', latin: true, common: 'ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžČĚŘŠŤŽőűăâîşţđ', handicap: 5 },
  { encoding: 'windows-1251', latin: false, common: 'оеаинтсрвлкмдпуяызьбгчйхжшюёАВЕИКМНСТ', handicap: 3 },
  { encoding: 'windows-1253', latin: false, common: 'αοιετσνηυρπκμλςωδγόάέήίύώθχφΑΓΔΕΚΜΠΣΤ', handicap: 3 },
  { encoding: 'windows-1256', latin: false, common: 'الميونرتبةعدسفهكقأحجشصطخضىزذإءئ', handicap: 4 },
];
